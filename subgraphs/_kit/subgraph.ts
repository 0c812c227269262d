import { execute, type GraphQLError, type GraphQLSchema } from 'graphql'
import type { Route } from '../../schema/access/decide.ts'
import { fillHoles } from '../../schema/access/holes.ts'
import type { Judged } from '../../schema/access/judge.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import { accessDenied } from '../../schema/errors/access-denied.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import type { LoadedAgency } from './agency.ts'
import { answerError } from './answer-error.ts'
import type { CursorSeal } from './cursor.ts'
import { type Database, type DatabaseOptions, openDatabase } from './database.ts'
import { documentCache } from './document-cache.ts'
import { judging } from './judging.ts'
import { type Caller, scopePerCaller } from './request-scope.ts'
import { noResidence, type Residence } from './residence.ts'
import { type KeySeal, openKeys } from './sealed-key.ts'
import { subgraphSchema } from './subgraph-schema.ts'

export interface SubgraphRequest {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly operationName?: string | undefined
  readonly caller: Caller
  /** On which route the records of `_entities` were reached; without one, on any. */
  readonly route?: Route | undefined
  /** Hears of the judgement before anything is read; what it throws ends the request. */
  readonly onJudged?: (judged: Judged) => void
}

export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly GraphQLError[]
}

/** One agency's database behind one function; the same in the hub's process and behind HTTP. */
export interface Subgraph {
  readonly name: string
  readonly agency: LoadedAgency
  readonly schema: GraphQLSchema
  readonly database: Database
  handle(request: SubgraphRequest): Promise<SubgraphAnswer>
  close(): Promise<void>
}

export interface SubgraphOptions extends DatabaseOptions {
  readonly cursors: CursorSeal
  /** Where persons live; without it no record of a person is in any territory. */
  readonly residence?: Residence
  /** How requests are judged; null, in tests of a single agency only, answers everything. */
  readonly access: SubgraphAccess | null
  /** Hears of failures that are ours; gets no value of a request. */
  readonly report: (failure: { subgraph: string; requestId: string; error: unknown }) => void
}

/** The second judgement: the rules of the whole province, and what becomes of keys that only join. */
export interface SubgraphAccess {
  readonly rules: AccessRules
  /** `hop`: behind the hub's gateway. `foreign`: behind a router that is not ours, which joins only by keys that the caller may read. */
  readonly layer: 'hop' | 'foreign'
  readonly seal: KeySeal
}

/** Opens an agency: compiles its schema, opens its database, and answers from then on. */
export function openSubgraph(agency: LoadedAgency, options: SubgraphOptions): Subgraph {
  const schema = subgraphSchema(agency)
  const database = openDatabase(agency, options)
  const documentFor = documentCache(schema)
  const scopeOf = scopePerCaller((caller) => ({
    caller,
    cursors: options.cursors,
    atRest: database.atRest,
    places: agency.collections,
    residence: options.residence ?? noResidence,
    collection: (name) => database.collection(name),
  }))
  const { access } = options
  const judgeFetch = access && judging(access.rules, access.layer)
  const carryOut = async (
    request: SubgraphRequest,
    { document, empty }: Pick<Judged, 'document' | 'empty'>,
    variableValues: Readonly<Record<string, unknown>>,
  ): Promise<SubgraphAnswer> => {
    if (empty) return { data: {} }
    const answer = await execute({
      schema,
      document,
      contextValue: scopeOf(request.caller),
      variableValues,
      ...(request.operationName ? { operationName: request.operationName } : {}),
    })
    if (!answer.errors) return { data: answer.data ?? null }
    const { now, report } = options
    const errors = answer.errors.map((error) => answerError(error, { database, caller: request.caller, now, report }))
    return { data: answer.data ?? null, errors }
  }
  return {
    name: agency.manifest.database,
    agency,
    schema,
    database,
    async handle(request) {
      const prepared = documentFor(request.query)
      if (prepared.errors) return { errors: prepared.errors }
      const { document } = prepared
      const variables = access ? openKeys(request, access.seal) : (request.variables ?? {})
      const judged = judgeFetch?.({ ...request, document, variables, route: request.route ?? 'ANY' }) ?? null
      if (judgeFetch && !judged) return { errors: [hubError('OPERATION_RESOLUTION_FAILURE')] }
      if (judged) request.onJudged?.(judged)
      const carried = await carryOut(request, judged ?? { document, empty: false }, variables)
      if (!access || !judged?.changed) return carried
      const seal = (coordinate: string, value: unknown) =>
        access.layer === 'hop' ? access.seal.seal(coordinate, value, request.caller.requestId) : null
      const data = fillHoles(carried.data, judged, variables, seal)
      const errors = [
        ...(access.layer === 'foreign' ? judged.refusals.map(accessDenied) : []),
        ...(carried.errors ?? []),
      ]
      return errors.length > 0 ? { data, errors } : { data }
    },
    close: () => database.close(),
  }
}
