import type { GraphQLError, GraphQLErrorOptions } from 'graphql'
import { hubError } from './hub-error.ts'

/**
 * A value that the caller sent is not acceptable.
 * @param argument the argument's or variable's name, with the path inside it; never its value
 */
export function badInput(argument: string, vi: string, en: string, options: GraphQLErrorOptions = {}): GraphQLError {
  return hubError(
    'BAD_USER_INPUT',
    { vi: `${argument}: ${vi}`, en: `${argument}: ${en}` },
    { ...options, extensions: { argument } },
  )
}
