import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql'
import type { RowLimit } from '../../schema/access/row-scope.ts'
import { isLimited, limitsOn } from './limited-operation.ts'
import { noteRecords } from './note-records.ts'
import { rowsListed } from './page.ts'
import { isRoot, type RecordLink, recordOf, rememberRecord } from './record-chain.ts'
import { verdictOn, verdictOnAnswer } from './record-verdict.ts'
import type { RequestScope } from './request-scope.ts'
import type { Row } from './row.ts'
import { asksForItsRow } from './row-readers.ts'
import { judgingOf, rowsInScope } from './rows-in-scope.ts'

type Resolve = GraphQLFieldResolver<unknown, RequestScope>
type Arguments = Parameters<Resolve>

const hidden = Symbol('out of scope')

/**
 * Puts the row scopes into a subgraph's schema, once: every resolver, those of graphql-js
 * included, answers only what the limits of its place leave, and tells the caller's notes which
 * records it answers. Where no limit stands and nobody takes notes, the bare resolver runs.
 */
export function scopeFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue
    for (const field of Object.values(type.getFields())) {
      if (field.name === '_service') continue
      const resolve: Resolve = field.resolve ?? defaultFieldResolver
      field.resolve = isLeafType(getNamedType(field.type)) ? scopedValue(resolve) : scopedRecords(resolve)
    }
  }
  return schema
}

function scopedValue(resolve: Resolve): Resolve {
  const admitsOwn = asksForItsRow(resolve)
  return (source, args, scope, info) => {
    const limits = limitsOn(info)
    if (limits.length === 0) return resolve(source, args, scope, info)
    return limitedValue(resolve, admitsOwn, limits, [source, args, scope, info])
  }
}

/** A value is answered where its record is in scope; a resolver that reads a row of its own asks for that row. */
async function limitedValue(
  resolve: Resolve,
  admitsOwn: boolean,
  limits: readonly RowLimit[],
  [source, args, scope, info]: Arguments,
): Promise<unknown> {
  const record = recordOf(source, info)
  if (!record) return null
  const { schema } = info
  const verdict = await verdictOn(record, limits, judgingOf(scope, schema))
  if (verdict === 'OUT' || (verdict === 'UNKNOWN' && !admitsOwn)) return null
  return resolve(source, args, { ...scope, limit: rowsInScope({ scope, limits, schema, record }) }, info)
}

function scopedRecords(resolve: Resolve): Resolve {
  return (source, args, scope, info) => {
    if (!isLimited(info)) return noteRecords(resolve(source, args, scope, info), scope, info)
    const record = recordOf(source, info)
    rememberRecord(info, record)
    const limits = limitsOn(info)
    if (limits.length === 0) return noteRecords(resolve(source, args, scope, info), scope, info)
    return noteRecords(limitedRecords(resolve, limits, record, [source, args, scope, info]), scope, info)
  }
}

/** Records are answered where they are in scope themselves, and the record that leads to them is not out of it. */
async function limitedRecords(
  resolve: Resolve,
  limits: readonly RowLimit[],
  record: RecordLink | null,
  [source, args, scope, info]: Arguments,
): Promise<unknown> {
  const { schema } = info
  // An act cannot be carried out and then not be answered; officers' acts are bound by their own rules.
  if (info.parentType === schema.getMutationType()) return null
  if (record && (await verdictOn(record, limits, judgingOf(scope, schema))) === 'OUT') return null
  const limit = rowsInScope({ scope, limits, schema, record })
  const answer = await resolve(source, args, { ...scope, limit }, info)
  if (Array.isArray(answer)) return entriesInScope(await Promise.all(answer), limits, record, scope, info)
  if (rowsListed(answer) === limit) return answer
  return (await entriesInScope([answer], limits, record, scope, info))[0] ?? null
}

/**
 * The entries that are in scope, in their order. Of a root that takes keys each entry stands for
 * a key, so null takes the place of one; elsewhere nothing may tell that there was one.
 */
async function entriesInScope(
  entries: readonly unknown[],
  limits: readonly RowLimit[],
  above: RecordLink | null,
  scope: RequestScope,
  info: GraphQLResolveInfo,
): Promise<unknown[]> {
  const type = getNamedType(info.returnType)
  const judging = judgingOf(scope, info.schema)
  const kept = await Promise.all(
    entries.map(async (row) => {
      if (typeof row !== 'object' || row === null) return null
      return (await verdictOnAnswer({ row: row as Row, type, above }, limits, judging)) === 'IN' ? row : hidden
    }),
  )
  return isRoot(info) ? kept.map((row) => (row === hidden ? null : row)) : kept.filter((row) => row !== hidden)
}
