import { GraphQLError, type GraphQLErrorOptions } from 'graphql'
import { type ErrorCode, errorCatalogue } from './catalogue.ts'

/**
 * An error of the closed list: Vietnamese first, English beside it. `detail` narrows the
 * catalogue's words and never holds a value of the request or of a record.
 */
export function hubError(
  code: ErrorCode,
  detail?: { readonly vi: string; readonly en: string },
  options: GraphQLErrorOptions = {},
): GraphQLError {
  const entry = errorCatalogue[code]
  const message = detail ? `${entry.vi}: ${detail.vi} — ${entry.en}: ${detail.en}` : `${entry.vi} — ${entry.en}`
  return new GraphQLError(message, { ...options, extensions: { code, ...options.extensions } })
}
