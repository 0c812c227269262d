import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { scalars } from '../../schema/scalars/scalars.ts'
import type { LoadedAgency } from './agency.ts'
import { connectionTypes } from './connection-types.ts'
import { scopeFields } from './scoped-fields.ts'

/**
 * The SDL of a subgraph as composition sees it: the prelude that all share, the agency's own,
 * and the connection types that it mentions.
 */
export function subgraphDocument(agency: Pick<LoadedAgency, 'typeDefs'>): DocumentNode {
  const prelude = readFileSync(join(repositoryRoot, 'schema/prelude.graphql'), 'utf8')
  const sdl = `${prelude}\n${agency.typeDefs}`
  return parse(`${sdl}\n${connectionTypes(parse(sdl))}`)
}

/**
 * The executable schema of a subgraph: its SDL, its resolvers, each kept to the rows in scope, and
 * the scalars of the province.
 */
export function subgraphSchema(agency: LoadedAgency): GraphQLSchema {
  const schema = buildSubgraphSchema({
    typeDefs: subgraphDocument(agency),
    // biome-ignore lint/suspicious/noExplicitAny: the library's map is typed by one context for all parents
    resolvers: { ...scalars, ...agency.resolvers } as any,
  })
  return scopeFields(schema)
}
