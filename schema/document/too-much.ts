import { type GraphQLError, parse } from 'graphql'
import { checkText } from './check-text.ts'
import { beyondLimits } from './document-limits.ts'

/**
 * Whether a stranger's document is too much to be carried out: its text first, then its shape,
 * whatever the schema is. What cannot be parsed is left to whoever parses it and names the place.
 */
export function tooMuchToCarryOut(text: string): GraphQLError | null {
  const error = checkText(text)
  if (error) return error
  try {
    return beyondLimits(parse(text, { noLocation: true }))
  } catch {
    return null
  }
}
