import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { repositoryRoot } from '../../schema/repository-root.ts'

/**
 * A second reading of the rules of access, written from the law and the tables alone. It shares no
 * line with the judge and never looks at the schema: where the two differ, one of them is wrong.
 */
const table = (path: string): Record<string, string>[] =>
  parse(readFileSync(join(repositoryRoot, path), 'utf8'), { columns: true })

const fields = new Map(table('test/access/classes.csv').map((row) => [row.coordinate, row]))
const roles = table('seed/law/roles.csv')
const purposes = new Set(table('seed/law/purposes.csv').map((row) => row.code))

/** A grant as it is written down. */
export interface WrittenGrant {
  readonly agency: string
  readonly app: string | null
  readonly mode: string
  readonly coordinates: readonly string[]
  readonly purpose: string
  readonly territory: readonly string[] | null
  readonly subjects: readonly { readonly validTo: string }[] | null
  readonly validFrom: string
  readonly validTo: string
  readonly state: string
}

/** Who asks, what `X-Purpose` says (null: nothing), what has been granted to anybody, and when. */
export interface Asker {
  readonly signedIn: boolean
  readonly agency: string | null
  readonly app: string | null
  readonly databases: readonly string[]
  readonly roles: readonly string[]
  readonly purpose: string | null
  readonly grants: readonly WrittenGrant[]
  readonly now: Date
}

/** How a record was come by, and the database whose field led to it. */
export interface Standing {
  readonly by: 'any way' | 'its key' | 'being mine'
  readonly from: string
}

const typeOf = (coordinate: string) => coordinate.slice(0, coordinate.indexOf('.'))
const isWrapper = (type: string) => /Connection$|Edge$|^PageInfo$/.test(type)
const keysOf = (type: string) =>
  [...fields.values()].filter((row) => row.key === 'key' && typeOf(row.coordinate ?? '') === type)
const keys = new Map(
  [...fields.keys()].map((coordinate) => [typeOf(coordinate ?? ''), keysOf(typeOf(coordinate ?? ''))]),
)

/** Where one stands after a field, before one of its record's own fields, of `type`, is asked. */
export function step(before: Standing, field: string, type: string): Standing {
  const from = isWrapper(typeOf(field)) ? before.from : (fields.get(field)?.owner ?? '')
  if (field === 'Viewer.person' || field === 'Query.myAccessLog') return { by: 'being mine', from }
  if (fields.get(field)?.key === 'finds') return { by: 'its key', from }
  const key = keys.get(type) ?? []
  const publicRecord = key.length > 0 && key.every((row) => row.class === 'OPEN')
  if (before.by === 'being mine' && (type === 'Person' || publicRecord)) return { by: 'any way', from }
  if (before.by === 'its key' && (key.length > 0 || isWrapper(type))) return { by: 'any way', from }
  return { by: before.by, from }
}

/** Before a root is asked. */
export const start: Standing = { by: 'any way', from: '' }

/** Why a field may not be read there; null where it may, `rows` where only of some records. */
export function why(coordinate: string, { by, from }: Standing, asker: Asker): string | null {
  if (isWrapper(typeOf(coordinate))) return null
  const field = fields.get(coordinate)
  if (field?.class === 'OPEN') return null
  if (field?.class === 'LOOKUP' && (by === 'its key' || field.key === 'finds')) return null
  if (field && by === 'being mine') return null
  if (!asker.signedIn) return 'NO_TOKEN'
  const held = roles.filter(
    (row) => asker.roles.includes(String(row.role)) && row.coordinates?.split(' ').includes(coordinate),
  )
  const standing = held.filter((row) => !row.purpose || row.purpose === asker.purpose)
  if (standing.some((row) => row.rows === 'ALL')) return null
  if (standing.length > 0 && asker.agency !== null) return 'rows'
  if (asker.purpose === null) return 'NO_PURPOSE'
  if (!field) return 'NO_GRANT'
  const owned = [field.owner, ...(field.key === 'key' ? [from] : [])].some((one) =>
    asker.databases.includes(String(one)),
  )
  if (owned && purposes.has(asker.purpose)) return null
  return whyNotGranted(coordinate, asker, owned || held.length > standing.length)
}

function whyNotGranted(coordinate: string, asker: Asker, opensOtherwise: boolean): string | null {
  const special = !['LOOKUP', 'SHARED'].includes(fields.get(coordinate)?.class ?? '')
  const { now } = asker
  const naming = asker.grants.filter((grant) => {
    const mine = grant.agency === asker.agency && (grant.app ?? asker.app) === asker.app
    return (
      mine &&
      grant.coordinates.includes(coordinate) &&
      !(special && grant.mode !== 'SPECIAL') &&
      new Date(grant.validFrom) <= now
    )
  })
  const live = naming.filter((grant) => grant.state !== 'ENDED' && now < new Date(grant.validTo))
  const active = live.filter((grant) => grant.state === 'ACTIVE')
  const fitting = active.filter((grant) => grant.purpose === asker.purpose)
  const usable = fitting.filter(
    ({ subjects }) => subjects === null || subjects.some((one) => now < new Date(one.validTo)),
  )
  if (usable.some(({ territory, subjects }) => territory === null && subjects === null)) return null
  if (usable.length > 0) return 'rows'
  if (fitting.length > 0) return 'CONSENT_MISSING'
  if (active.length > 0 || opensOtherwise) return 'PURPOSE_MISMATCH'
  if (naming.length === 0) return 'NO_GRANT'
  return live.length > 0 ? 'SERVICE_SUSPENDED' : 'GRANT_EXPIRED'
}

/** The first field on a way that may not be read, and then what a filter, an order or a count reads of its end. */
export function verdict(way: readonly string[], reads: string | null, asker: Asker): readonly [string, string] | null {
  let standing = start
  for (const [index, field] of way.entries()) {
    if (index > 0) standing = step(standing, way[index - 1] as string, typeOf(field))
    const reason = why(field, standing, asker)
    if (reason !== null && reason !== 'rows') return [field, reason]
  }
  if (reads === null) return null
  const reason = why(reads, { by: 'any way', from: fields.get(way.at(-1) ?? '')?.owner ?? '' }, asker)
  return reason === null || reason === 'rows' ? null : [reads, reason]
}
