import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { type Bilingual, splitBilingual } from '../bilingual.ts'
import { fold } from './fold.ts'

/** A type, or a field of one, that can be found. */
export interface SchemaEntry {
  /** `Person` or `Person.fullName`. */
  readonly coordinate: string
  readonly typeName: string
  readonly fieldName: string | undefined
  readonly description: Bilingual
  readonly folded: { readonly name: string; readonly words: string }
}

/** Lists what can be found, in the order of the schema; GraphQL's own types are left out. */
export function listEntries(schema: GraphQLSchema): readonly SchemaEntry[] {
  return ownTypes(schema).flatMap((type) => [
    entry(type.name, undefined, type.description),
    ...Object.values(fieldsOf(type)).map((field) => entry(type.name, field.name, field.description)),
  ])
}

/**
 * Finds the entries in which every word of the search begins a word, with or without marks. Those whose own name is,
 * or begins with, the search come first.
 */
export function findEntries(entries: readonly SchemaEntry[], search: string): readonly SchemaEntry[] {
  const folded = fold(search)
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  if (words.length === 0) return []
  return entries
    .filter(({ folded: { words: text } }) => words.every((word) => text.includes(` ${word}`)))
    .map((found) => ({ found, rank: rank(found, folded) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ found }) => found)
}

/** The types that the hub itself describes: without introspection, `String`, `Int` and the like. */
export function ownTypes(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
}

function rank({ coordinate, fieldName, description, folded }: SchemaEntry, search: string): number {
  const exact = folded.name === search || fold(coordinate) === search
  const begins = folded.name.startsWith(search) || fold(description.vi).startsWith(search)
  // Among equals a type comes before its fields.
  return (exact ? 0 : begins ? 2 : 4) + (fieldName ? 1 : 0)
}

function entry(typeName: string, fieldName: string | undefined, text: string | null | undefined): SchemaEntry {
  const coordinate = fieldName ? `${typeName}.${fieldName}` : typeName
  const name = fieldName ?? typeName
  const spaced = coordinate.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
  return {
    coordinate,
    typeName,
    fieldName,
    description: splitBilingual(text ?? ''),
    folded: {
      name: fold(name),
      words: ` ${fold(`${typeName} ${name} ${spaced} ${text ?? ''}`).replace(/[^\p{L}\p{N}]+/gu, ' ')}`,
    },
  }
}

function fieldsOf(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? type.getFields() : {}
}
