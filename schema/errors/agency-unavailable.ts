import type { GraphQLError } from 'graphql'
import { hubError } from './hub-error.ts'

/**
 * The database of an agency (or the subgraph in front of it) cannot be reached.
 * @param database the subgraph's folder; @param since when it was last known to answer, ISO instant
 */
export function agencyUnavailable(database: string, since: string): GraphQLError {
  return hubError('AGENCY_UNAVAILABLE', undefined, { extensions: { database, since } })
}
