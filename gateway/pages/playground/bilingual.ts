/** A text of the hub in its two languages; `en` is empty where only Vietnamese was written. */
export interface Bilingual {
  readonly vi: string
  readonly en: string
}

const divider = ' — '

/**
 * Parts "Vietnamese — English", the form of every description, message and example title of the hub.
 * A text without the divider is Vietnamese alone.
 */
export function splitBilingual(text: string): Bilingual {
  const whole = text.normalize('NFC').trim()
  const at = whole.indexOf(divider)
  if (at < 0) return { vi: whole, en: '' }
  return { vi: whole.slice(0, at).trim(), en: whole.slice(at + divider.length).trim() }
}
