import { execute, type GraphQLError, type GraphQLSchema } from 'graphql'
import type { LoadedAgency } from './agency.ts'
import { answerError } from './answer-error.ts'
import type { CursorSeal } from './cursor.ts'
import { type Database, type DatabaseOptions, openDatabase } from './database.ts'
import { documentCache } from './document-cache.ts'
import { type Caller, scopePerCaller } from './request-scope.ts'
import { subgraphSchema } from './subgraph-schema.ts'

export interface SubgraphRequest {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly operationName?: string | undefined
  readonly caller: Caller
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
  /** Hears of failures that are ours; gets no value of a request. */
  readonly report: (failure: { subgraph: string; requestId: string; error: unknown }) => void
}

/** Opens an agency: compiles its schema, opens its database, and answers from then on. */
export function openSubgraph(agency: LoadedAgency, options: SubgraphOptions): Subgraph {
  const schema = subgraphSchema(agency)
  const database = openDatabase(agency, options)
  const documentFor = documentCache(schema)
  const scopeOf = scopePerCaller((caller) => ({
    caller,
    cursors: options.cursors,
    collection: (name) => database.collection(name),
  }))
  return {
    name: agency.manifest.database,
    agency,
    schema,
    database,
    async handle(request) {
      const prepared = documentFor(request.query)
      if (prepared.errors) return { errors: prepared.errors }
      const answer = await execute({
        schema,
        document: prepared.document,
        contextValue: scopeOf(request.caller),
        variableValues: request.variables ?? {},
        ...(request.operationName ? { operationName: request.operationName } : {}),
      })
      if (!answer.errors) return { data: answer.data ?? null }
      const { now, report } = options
      const errors = answer.errors.map((error) => answerError(error, { database, caller: request.caller, now, report }))
      return { data: answer.data ?? null, errors }
    },
    close: () => database.close(),
  }
}
