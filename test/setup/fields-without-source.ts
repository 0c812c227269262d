import { Kind, parse, type TypeDefinitionNode, type TypeExtensionNode } from 'graphql'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'

/** What a type's rows are: a collection's schema, or the fields that a resolver gives whole. */
export type RowsOf = Readonly<Record<string, string | readonly string[]>>

/**
 * `Type.field` of an agency's SDL that nothing answers: no resolver, no field of the rows that
 * stand for the type, no key of a reference to another agency's entity. Types that are missing in
 * `rowsOf` must be resolved field by field, but for their keys.
 */
export function fieldsWithoutSource(agency: LoadedAgency, rowsOf: RowsOf): string[] {
  return parse(agency.typeDefs)
    .definitions.filter(isObject)
    .flatMap((type) => {
      const name = type.name.value
      const known = new Set([
        ...rowFields(agency, rowsOf[name]),
        ...keysOf(type),
        ...Object.keys(agency.resolvers[name] ?? {}),
      ])
      return (type.fields ?? []).flatMap((field) =>
        known.has(field.name.value) ? [] : [`${name}.${field.name.value}`],
      )
    })
}

/** Resolvers that no field of the SDL asks for. */
export function resolversWithoutField(agency: LoadedAgency): string[] {
  const fields = new Set(
    parse(agency.typeDefs)
      .definitions.filter(isObject)
      .flatMap((type) => (type.fields ?? []).map((field) => `${type.name.value}.${field.name.value}`)),
  )
  return Object.entries(agency.resolvers).flatMap(([type, resolvers]) =>
    Object.keys(resolvers).flatMap((field) =>
      field === '__resolveReference' || fields.has(`${type}.${field}`) ? [] : [`${type}.${field}`],
    ),
  )
}

type ObjectType = Extract<
  TypeDefinitionNode | TypeExtensionNode,
  { kind: Kind.OBJECT_TYPE_DEFINITION | Kind.OBJECT_TYPE_EXTENSION }
>

function isObject(definition: { kind: string }): definition is ObjectType {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION
}

function rowFields(agency: LoadedAgency, rows: string | readonly string[] | undefined): readonly string[] {
  if (typeof rows !== 'string') return rows ?? []
  const schema = agency.collections[rows]?.schema
  if (!schema) throw new Error(`no collection ${rows}`)
  return Object.keys(schema.paths).map((path) => path.split('.')[0] as string)
}

function keysOf(type: ObjectType): string[] {
  return (type.directives ?? [])
    .filter((directive) => directive.name.value === 'key')
    .flatMap((directive) => directive.arguments ?? [])
    .flatMap(({ name, value }) => (name.value === 'fields' && value.kind === Kind.STRING ? value.value.split(' ') : []))
}
