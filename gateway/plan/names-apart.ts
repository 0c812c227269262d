import type { GatewayExecutor } from '@apollo/server-gateway-interface'
import { type DocumentNode, GraphQLError, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql'

type Response = Awaited<ReturnType<GatewayExecutor>>

/** No field of a schema can bear this name, and no name of a caller keeps its own where it begins like this. */
const prefix = '__as_'

/**
 * Gives a name of its own to each alias that is also the name of another field of its type, or
 * that begins like a name of ours, and to a variable that bears the name of the planner's own. The
 * planner adds fields of its own to a fetch, keys above all, under their bare names:
 * `{ person { personalId: fullName } }` would join by a name, and answer the key under its seal.
 * Null where nothing can be taken for anything else.
 */
export function namesApart(schema: GraphQLSchema, document: DocumentNode): DocumentNode | null {
  const confusing = confusingAliases(schema, document)
  let changed = confusing.size > 0
  const made: DocumentNode = visit(document, {
    Field(node) {
      const { alias } = node
      if (!alias || !confusing.has(alias.value)) return undefined
      return { ...node, alias: { ...alias, value: prefix + alias.value } }
    },
    Variable(node) {
      if (!isOfPlanner(node.name.value)) return undefined
      changed = true
      return { ...node, name: { ...node.name, value: prefix + node.name.value } }
    },
  })
  return changed ? made : null
}

/** The values of the variables under the names that `namesApart` gave them. */
export function variablesApart(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [isOfPlanner(name) ? prefix + name : name, value]),
  )
}

/** In a fetch of entities their keys come under this name. */
function isOfPlanner(variable: string): boolean {
  return variable === 'representations' || variable.startsWith(prefix)
}

/** Of the whole document, so that what merges in one place still merges. */
function confusingAliases(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const found = new Set<string>()
  const types = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ alias, name }) {
        if (!alias || alias.value === name.value) return
        const parent = types.getParentType()
        const isField = parent != null && 'getFields' in parent && Object.hasOwn(parent.getFields(), alias.value)
        if (isField || alias.value.startsWith('__')) found.add(alias.value)
      },
    }),
  )
  return found
}

/** The answer under the names that the caller wrote, in data and in the paths of errors. */
export function withOwnNames({ data, errors, ...rest }: Response): Response {
  return {
    ...rest,
    ...(errors ? { errors: errors.map(alongOwnPath) } : {}),
    ...(data === undefined ? {} : { data: renamed(data) as Response['data'] }),
  } as Response
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed)
  if (typeof value !== 'object' || value === null) return value
  // By entries: a caller's alias may be `__proto__`.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [ownName(key), renamed(inner)]))
}

function alongOwnPath(error: GraphQLError): GraphQLError {
  if (!error.path) return error
  const path = error.path.map((step) => (typeof step === 'string' ? ownName(step) : step))
  return new GraphQLError(error.message, { path, extensions: error.extensions })
}

function ownName(key: string): string {
  return key.startsWith(prefix) ? key.slice(prefix.length) : key
}
