import { GraphQLError } from 'graphql'
import mongoose from 'mongoose'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { isErrorCode } from '../../schema/errors/catalogue.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import type { Database } from './database.ts'
import type { Caller } from './request-scope.ts'

interface Answering {
  readonly database: Pick<Database, 'name' | 'state'>
  readonly caller: Caller
  readonly now: () => Date
  readonly report: (failure: { subgraph: string; requestId: string; error: unknown }) => void
}

/**
 * What an agency says of a failure: an error of the catalogue as it is, a database that does
 * not answer as AGENCY_UNAVAILABLE, everything else as our failure, reported and not told.
 */
export function answerError(error: GraphQLError, { database, caller, now, report }: Answering): GraphQLError {
  const cause = thrownBy(error)
  if (cause instanceof GraphQLError && isErrorCode(cause.extensions.code)) return at(error, cause)
  if (isUnreachable(cause)) {
    const state = database.state()
    return at(error, agencyUnavailable(database.name, state.up ? now().toISOString() : state.since))
  }
  report({ subgraph: database.name, requestId: caller.requestId, error: cause })
  return at(error, hubError('INTERNAL_SERVER_ERROR'))
}

const driver = mongoose.mongo
const unreachable = [
  ...[driver.MongoNetworkError, driver.MongoServerSelectionError, driver.MongoNotConnectedError],
  ...[driver.MongoOperationTimeoutError, driver.MongoStalePrimaryError, driver.MongoServerClosedError],
  ...[driver.MongoTopologyClosedError, driver.MongoClientClosedError, mongoose.Error.MongooseServerSelectionError],
]

/** Those that the driver throws and does not export. */
const unreachableNames = new Set(['MongoPoolClosedError', 'MongoPoolClearedError', 'MongoWaitQueueTimeoutError'])

/** Server codes that say "not now": not reached, shutting down, no primary, interrupted, over the time limit. */
const passingCodes = new Set([6, 7, 50, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])

/** What the socket says where the driver hands it on as it is: codes of the system and of Node's streams. */
const socketCodes =
  /^(E(PIPE|CONN(RESET|REFUSED|ABORTED)|TIMEDOUT|HOSTUNREACH|NETUNREACH)|ERR_STREAM_\w+|ERR_SOCKET_\w+|ABORT_ERR)$/

/** The value that a resolver threw; graphql-js wraps what is no Error of its own realm. */
function thrownBy(error: GraphQLError): unknown {
  const wrapped = (error.originalError as { thrownValue?: unknown } | undefined)?.thrownValue
  return wrapped ?? error.originalError ?? error
}

function isUnreachable(cause: unknown): boolean {
  if (typeof cause !== 'object' || cause === null) return false
  const { code, name } = cause as { code?: unknown; name?: unknown }
  if (typeof code === 'string' && socketCodes.test(code)) return true
  if (unreachableNames.has(String(name))) return true
  if (unreachable.some((kind) => cause instanceof kind)) return true
  return cause instanceof driver.MongoServerError && passingCodes.has(Number(cause.code))
}

function at(place: GraphQLError, what: GraphQLError): GraphQLError {
  return new GraphQLError(what.message, {
    ...(place.path ? { path: place.path } : {}),
    extensions: what.extensions,
  })
}
