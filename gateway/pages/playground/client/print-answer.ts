import type { GraphqlAnswer } from './ask.ts'

/** The answer as text: data first, since the errors are told in words above it; nothing is left out. */
export function printAnswer({ data, errors, ...rest }: GraphqlAnswer): string {
  return JSON.stringify({ ...(data !== undefined && { data }), ...(errors && { errors }), ...rest }, null, 2)
}
