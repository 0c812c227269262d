import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import { type ErrorCode, errorCatalogue, isErrorCode } from '../../schema/errors/catalogue.ts'
import { toldExtensions } from '../../schema/errors/told-extensions.ts'
import { limits } from '../../schema/limits.ts'

/** What a refusal says of itself; only the gateway's own judgement writes it. */
const ofRefusals = ['coordinate', 'class', 'reason', 'basis', 'howTo', 'via'] as const

/** How graphql-js says that a document has too many tokens. */
const tokenLimit = /^Syntax Error: Document contains more that \d+ tokens\b/

/**
 * An error as the caller sees it: a code of the closed list, a text without a value, the path
 * and the place in the document. What is not in the list becomes INTERNAL_SERVER_ERROR.
 */
export function clientError(error: GraphQLFormattedError): GraphQLFormattedError {
  const code = codeOf(error)
  const extensions: Record<string, unknown> = { code }
  for (const name of code === 'ACCESS_DENIED' ? ofRefusals : toldExtensions) {
    const value = error.extensions?.[name]
    if (typeof value === 'string') extensions[name] = value
  }
  return {
    message: messageOf(code, error.message),
    ...(error.locations && code !== 'INTERNAL_SERVER_ERROR' ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    extensions,
  }
}

function codeOf({ extensions, message }: GraphQLFormattedError): ErrorCode {
  if (!isErrorCode(extensions?.code)) return 'INTERNAL_SERVER_ERROR'
  // The parser reports its token limit as a syntax error; to the caller it is a limit.
  const tooLong = extensions.code === 'GRAPHQL_PARSE_FAILED' && tokenLimit.test(message)
  return tooLong ? 'LIMIT_EXCEEDED' : extensions.code
}

/**
 * Texts of libraries are replaced: a syntax error repeats a piece of the document and a variable's
 * error its value, and either may be a person's.
 */
function messageOf(code: ErrorCode, message: string): string {
  const foreign =
    /^(?:Syntax Error|Variable "\$)/.test(message) || code === 'INTERNAL_SERVER_ERROR' || code === 'BAD_REQUEST'
  if (!foreign) return message
  const { vi, en } = errorCatalogue[code]
  return `${vi} — ${en}`
}

/**
 * One error for each place where an agency is missing or an argument is wrong: a list of a
 * thousand rows loses a field a thousand times, and says so once. Never more than the limit.
 */
export function withoutRepeats(errors: readonly GraphQLError[]): GraphQLError[] {
  const seen = new Set<string>()
  const once = errors.filter((error) => {
    const { code, database, argument } = error.extensions
    if (code !== 'AGENCY_UNAVAILABLE' && code !== 'BAD_USER_INPUT') return true
    const place = JSON.stringify([code, database, argument, error.path?.filter((step) => typeof step === 'string')])
    if (seen.has(place)) return false
    seen.add(place)
    return true
  })
  return once.slice(0, limits.errorsPerRequest)
}
