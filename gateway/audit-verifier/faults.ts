/** What can be wrong with a log, said in both languages. */
export const faults = {
  MALFORMED: { vi: 'không phải bản ghi của nhật ký này', en: 'this is no record of the log' },
  MISPLACED: { vi: 'bản ghi mang tên của một vị trí khác', en: 'the record names another place than its own' },
  MISSING: { vi: 'thiếu bản ghi ở vị trí này', en: 'the record of this place is missing' },
  REPEATED: { vi: 'bản ghi trùng hoặc sai thứ tự', en: 'a second record of this place, or one out of order' },
  CHANGED: { vi: 'nội dung không khớp mã băm', en: 'the content does not fit its hash' },
  UNLINKED: { vi: 'không nối với bản ghi đứng trước', en: 'it is not linked to the record before' },
  NOT_BEGUN: { vi: 'chuỗi không bắt đầu đúng', en: 'the chain does not begin as a chain begins, or begins again' },
  UNLIKE_HEAD: { vi: 'không phải bản ghi đã được ký', en: 'it is not the record that a head signed' },
  UNLIKE_RECEIPT: { vi: 'không phải bản ghi của biên nhận', en: 'it is not the record of a receipt' },
  UNLIKE_LINK: { vi: 'không phải bản ghi mà chuỗi sau dẫn tới', en: 'it is not the record that the next chain names' },
  HEAD_MALFORMED: { vi: 'đầu chuỗi không đúng dạng', en: 'a head here is no head' },
  HEAD_KEY: { vi: 'khóa ký đầu chuỗi không được biết', en: 'the head here is signed with a key that is not known' },
  HEAD_SIGNATURE: { vi: 'chữ ký của đầu chuỗi không khớp', en: 'the signature of the head here does not fit it' },
  HEAD_MISSING: { vi: 'thiếu đầu chuỗi đứng trước', en: 'the head before the one here is missing' },
  HEAD_FORKED: { vi: 'có hai đầu chuỗi khác nhau', en: 'there are two different heads here' },
} as const

export type Fault = keyof typeof faults

/** The first thing that is wrong with one chain. */
export interface Finding {
  readonly writer: string
  readonly index: number
  readonly fault: Fault
  /** Where hashes were computed anew, the change lies in the records from here to `index`; else equal to it. */
  readonly from: number
}

/** One line for the operator: `<writer>.<index>: …` in Vietnamese, then in English. */
export function describeFinding({ writer, index, fault, from }: Finding): string {
  const { vi, en } = faults[fault]
  const span = from < index ? ` (${from}…${index})` : ''
  return `${printable(writer)}.${index}: ${vi} — ${en}${span}`
}

/** A name out of a log that may be forged: nothing in it moves the terminal's cursor or turns its text. */
function printable(text: string): string {
  return text.slice(0, 64).replace(/[^\x20-\x7e]/g, '?')
}
