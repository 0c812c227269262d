import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { type ObjectTypeDefinitionNode, parse as parseSdl, type TypeNode } from 'graphql'
import { repositoryRoot } from '../../../schema/repository-root.ts'

/**
 * One place of a database whose value somebody may not learn: a field of a collection, or `*` for
 * the row itself. `readBy` are all coordinates through which it can be learned, figures included.
 */
export interface Cell {
  readonly collection: string
  readonly field: string
  readonly readBy: readonly string[]
  /** `key`: names another record. `unique`: no two rows share it. `place`: decides who reaches the row. */
  readonly kind: '' | 'key' | 'unique' | 'place' | 'row'
}

/** What the oracle knows of one type, read from the agencies' own SDL. */
export interface TypeFacts {
  readonly name: string
  readonly keys: readonly (readonly string[])[]
  readonly fields: ReadonlyMap<string, FieldFacts>
}

export interface FieldFacts {
  readonly name: string
  readonly answers: string
  readonly list: boolean
  readonly arguments: ReadonlyMap<string, string>
  /** Folder whose SDL declares the field; of a key that many repeat, the entity's master. */
  readonly owner: string
}

function table(name: string): Record<string, string>[] {
  return parse(readFileSync(join(repositoryRoot, 'test/access', name), 'utf8'), { columns: true })
}

/** The cells, from `cells.csv`. */
export const cells: readonly Cell[] = table('generate/cells.csv').map((row) => ({
  collection: String(row.collection),
  field: String(row.field),
  readBy: String(row.read_by).split(' ').filter(Boolean),
  kind: row.kind as Cell['kind'],
}))

/** Ways on which a document reaches rows of a collection, from `ways.csv`. */
export const ways: readonly { readonly collection: string; readonly way: string }[] = table('generate/ways.csv').map(
  (row) => ({ collection: String(row.collection), way: String(row.way) }),
)

/** Class by coordinate, from `classes.csv`: transcribed by hand, not read from the schema. */
export const classes: ReadonlyMap<string, string> = new Map(
  table('classes.csv').map((row) => [String(row.coordinate), String(row.class)]),
)

const masters: Readonly<Record<string, string>> = {
  Person: 'register',
  Organization: 'register',
  AdministrativeUnit: 'register',
  Household: 'residence',
  HealthFacility: 'health',
}

interface Gathered {
  readonly keys: string[][]
  readonly fields: Map<string, FieldFacts>
}

type Sdl = { readonly folder: string; readonly typeDefs: string }

/** Inputs (field → type) and enums (value → itself) by name, from the agencies' SDL and the prelude. */
export function readInputs(sdls: readonly Sdl[]): Map<string, ReadonlyMap<string, string>> {
  const prelude = readFileSync(join(repositoryRoot, 'schema/prelude.graphql'), 'utf8')
  const inputs = new Map<string, ReadonlyMap<string, string>>()
  for (const text of [prelude, ...sdls.map(({ typeDefs }) => typeDefs)]) {
    for (const one of parseSdl(text).definitions) {
      if (one.kind === 'InputObjectTypeDefinition')
        inputs.set(one.name.value, new Map(one.fields?.map((field) => [field.name.value, printed(field.type)])))
      if (one.kind === 'EnumTypeDefinition')
        inputs.set(one.name.value, new Map(one.values?.map(({ name }) => [name.value, name.value])))
    }
  }
  return inputs
}

/** The types of the province from the SDL of its agencies; connections are left to whoever walks. */
export function readTypes(sdls: readonly Sdl[]): Map<string, TypeFacts> {
  const types = new Map<string, Gathered>()
  for (const { folder, typeDefs } of sdls) {
    for (const definition of parseSdl(typeDefs).definitions) {
      if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'ObjectTypeExtension') continue
      const name = definition.name.value
      const type: Gathered = types.get(name) ?? { keys: [], fields: new Map() }
      types.set(name, type)
      type.keys.push(...keysOf(definition as ObjectTypeDefinitionNode))
      for (const field of definition.fields ?? []) {
        const known = type.fields.get(field.name.value)
        type.fields.set(field.name.value, {
          name: field.name.value,
          ...shapeOf(field.type),
          arguments: new Map(field.arguments?.map((one) => [one.name.value, printed(one.type)])),
          owner: known ? (masters[name] ?? known.owner) : folder,
        })
      }
    }
  }
  return new Map([...types].map(([name, type]) => [name, { name, ...type }]))
}

function keysOf(definition: ObjectTypeDefinitionNode): string[][] {
  return (definition.directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .flatMap(({ arguments: given }) =>
      (given ?? []).flatMap(({ name, value }) =>
        name.value === 'fields' && value.kind === 'StringValue' ? [value.value.split(/\s+/)] : [],
      ),
    )
}

function shapeOf(type: TypeNode, list = false): { answers: string; list: boolean } {
  if (type.kind === 'NonNullType') return shapeOf(type.type, list)
  if (type.kind === 'ListType') return shapeOf(type.type, true)
  return { answers: type.name.value, list }
}

function printed(type: TypeNode): string {
  if (type.kind === 'NonNullType') return `${printed(type.type)}!`
  return type.kind === 'ListType' ? `[${printed(type.type)}]` : type.name.value
}
