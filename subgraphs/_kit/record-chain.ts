import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
} from 'graphql'
import { type Place, placeOf } from './place.ts'
import type { Row } from './row.ts'

/** A record on the way to a field, and the record below which it was reached. */
export interface RecordLink {
  readonly row: Row
  readonly type: GraphQLNamedType
  readonly above: RecordLink | null
}

/**
 * What a record says of its own place: a place; `parent`, a part of the record above it;
 * `reference`, a key of an entity whose row stands elsewhere; `unknown`, a row that nobody placed.
 */
export type Standing = Exclude<Place, 'parent'> | 'parent' | 'reference' | 'unknown'

type Path = GraphQLResolveInfo['path']

/** By the path of a field: the record on which the field stands. Paths live as long as one execution. */
const standing = new WeakMap<Path, RecordLink>()

/** The record on which a field stands, with those above it; null for a field of a root. */
export function recordOf(source: unknown, info: GraphQLResolveInfo): RecordLink | null {
  if (isRoot(info) || typeof source !== 'object' || source === null) return null
  let path = info.path.prev
  while (path && typeof path.key === 'number') path = path.prev
  return { row: source, type: info.parentType, above: (path && standing.get(path)) ?? null }
}

/** Keeps the record on which a field stands for the fields below. */
export function rememberRecord(info: GraphQLResolveInfo, record: RecordLink | null): void {
  if (record) standing.set(info.path, record)
}

/** A field of a root type stands on no record. */
export function isRoot({ parentType, schema }: Pick<GraphQLResolveInfo, 'parentType' | 'schema'>): boolean {
  return parentType === schema.getQueryType() || parentType === schema.getMutationType()
}

/** What a record says of its own place; a person is one wherever it appears. */
export function standingOf(record: RecordLink, schema: GraphQLSchema): Standing {
  const place = placeOf(record.row)
  if (place !== undefined) return place
  if (isPerson(record)) return { person: 'personalId' }
  if (typesOf(record.type, schema).some(isEntity)) return 'reference'
  // Parts of a row have no `_id`; a row that did not come through this kit has one and no place.
  return '_id' in record.row ? 'unknown' : 'parent'
}

function isPerson({ row, type }: RecordLink): boolean {
  return (type.name === 'Person' || row.__typename === 'Person') && typeof row.personalId === 'string'
}

function typesOf(type: GraphQLNamedType, schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type]
}

const entities = new WeakMap<GraphQLObjectType, boolean>()

/** True of a type that has a key: its values are records of their own. */
export function isEntity(type: GraphQLNamedType): boolean {
  if (!isObjectType(type)) return false
  let known = entities.get(type)
  if (known === undefined) {
    const nodes = [type.astNode, ...type.extensionASTNodes]
    known = nodes.some((node) => node?.directives?.some(({ name }) => name.value === 'key'))
    entities.set(type, known)
  }
  return known
}
