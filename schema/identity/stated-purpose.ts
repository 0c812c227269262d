import type { IncomingMessage } from 'node:http'
import { headerValues } from './header-values.ts'

/** The purpose of a request. One that was given and cannot be a code matches no grant. */
export interface StatedPurpose {
  readonly code: string | null
  readonly given: boolean
}

const notStated: StatedPurpose = Object.freeze({ code: null, given: false })
const unreadable: StatedPurpose = Object.freeze({ code: null, given: true })

/**
 * The `X-Purpose` of a request (60/2021 Art. 11.4: data are used for a stated duty). It is compared
 * as it is: no folding of case, no other form of Unicode, no list and no second header.
 */
export function purposeOf(request: Pick<IncomingMessage, 'rawHeaders'>): StatedPurpose {
  const values = headerValues(request, 'x-purpose')
  if (values.length === 0) return notStated
  const code = values.length === 1 ? (values[0] as string) : ''
  return isPurposeCode(code) ? { code, given: true } : unreadable
}

/** Whether a text has the form of a purpose's code; `seed/law/purposes.csv` says which there are. */
export function isPurposeCode(text: string): boolean {
  return /^[A-Z][A-Z0-9_]{2,39}$/.test(text)
}
