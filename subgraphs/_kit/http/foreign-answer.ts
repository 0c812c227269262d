import type { GraphQLError } from 'graphql'
import { type ErrorCode, errorCatalogue, isErrorCode } from '../../../schema/errors/catalogue.ts'
import type { SubgraphAnswer } from '../subgraph.ts'
import { errorBody } from './respond.ts'

/** An answer to a foreign router that is ready and has not left. */
export interface Ready {
  readonly status: number
  readonly body: string
  /** What ended the request as a whole, if anything did. */
  readonly code: ErrorCode | null
  /** Something is missing for another reason than a refusal. */
  readonly partial: boolean
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal of the whole request, in the form of a GraphQL error. */
export function refusal(code: ErrorCode, headers: Readonly<Record<string, string>> = {}): Ready {
  return { status: errorCatalogue[code].httpStatus, body: errorBody(code), code, partial: false, headers }
}

/** A GraphQL answer is 200 whatever its errors: the router reads them. */
export function whole({ data, errors }: SubgraphAnswer): Ready {
  const told = errors?.map(toldError)
  const body = JSON.stringify({ ...(data === undefined ? {} : { data }), ...(told ? { errors: told } : {}) })
  const codes = told?.map(({ extensions }) => extensions.code) ?? []
  const partial = codes.some((code) => code !== 'ACCESS_DENIED')
  return { status: 200, body, code: data === undefined ? (codes[0] ?? null) : null, partial }
}

interface Told {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: ErrorCode }
}

/** Only what the catalogue knows leaves: a library's own text may repeat a value of the request. */
function toldError({ message, path, extensions }: GraphQLError): Told {
  if (isErrorCode(extensions.code)) {
    return { message, ...(path ? { path } : {}), extensions: { ...extensions, code: extensions.code } }
  }
  const { vi, en } = errorCatalogue.GRAPHQL_VALIDATION_FAILED
  return { message: `${vi} — ${en}`, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }
}
