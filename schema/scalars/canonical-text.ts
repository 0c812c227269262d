/** NFC never makes a text shorter than a quarter of what came in (UAX #15, UTF-16 code units). */
const longestExpansion = 4

/**
 * The text in NFC where it then matches `pattern` (anchored at both ends by the caller)
 * and has at most `maxChars` UTF-16 code units; `null` for anything else. Nothing is
 * trimmed, folded or converted: a value that is not a string is never asked for its
 * text, and a long one meets neither the normaliser nor the pattern.
 */
export function canonicalText(value: unknown, maxChars: number, pattern: RegExp): string | null {
  if (typeof value !== 'string' || value.length > maxChars * longestExpansion) return null
  const text = value.normalize('NFC')
  return text.length <= maxChars && pattern.test(text) ? text : null
}
