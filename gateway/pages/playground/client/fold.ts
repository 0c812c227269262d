/** Letters without their marks, in lower case, for searching only: "Hộ tịch", "ho tich" and its NFD form are equal. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').trim()
}
