import { GraphQLError } from 'graphql'
import mongoose from 'mongoose'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { isErrorCode } from '../../schema/errors/catalogue.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import type { Database } from './database.ts'
import type { Caller } from './request-scope.ts'

/**
 * What an agency says of a failure: an error of the catalogue as it is, a database that does
 * not answer as AGENCY_UNAVAILABLE, everything else as our failure, reported and not told.
 */
export function answerError(
  error: GraphQLError,
  database: Database,
  caller: Caller,
  report: (failure: { subgraph: string; requestId: string; error: unknown }) => void,
): GraphQLError {
  const cause = error.originalError ?? error
  if (cause instanceof GraphQLError && isErrorCode(cause.extensions.code)) return at(error, cause)
  if (isUnreachable(cause)) {
    const state = database.state()
    return at(error, agencyUnavailable(database.name, state.up ? new Date().toISOString() : state.since))
  }
  report({ subgraph: database.name, requestId: caller.requestId, error: cause })
  return at(error, hubError('INTERNAL_SERVER_ERROR'))
}

const {
  MongoNetworkError,
  MongoServerSelectionError,
  MongoNotConnectedError,
  MongoServerError,
  MongoOperationTimeoutError,
} = mongoose.mongo

/** Server codes that say "not now": shutting down, no primary, interrupted, over the time limit. */
const passingCodes = new Set([50, 89, 91, 189, 262, 10107, 11600, 11602, 13435, 13436])

function isUnreachable(cause: unknown): boolean {
  if (
    cause instanceof MongoNetworkError ||
    cause instanceof MongoServerSelectionError ||
    cause instanceof MongoNotConnectedError ||
    cause instanceof MongoOperationTimeoutError
  ) {
    return true
  }
  if (cause instanceof MongoServerError) return passingCodes.has(Number(cause.code))
  if (!(cause instanceof Error)) return false
  return (
    cause.name === 'MongoPoolClosedError' ||
    cause.name === 'MongoPoolClearedError' ||
    cause.name === 'MongooseServerSelectionError'
  )
}

function at(place: GraphQLError, what: GraphQLError): GraphQLError {
  return new GraphQLError(what.message, {
    ...(place.path ? { path: place.path } : {}),
    extensions: what.extensions,
  })
}
