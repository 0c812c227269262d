import type { AccessClass } from '../../schema/access/access-class.ts'
import type { Grant } from '../../schema/access/grant.ts'
import type { AccessRules, FieldRule } from '../../schema/access/rules.ts'
import { type GrantFault, grantFaults } from '../../subgraphs/_kit/grants/check-grant.ts'

/** What a file of grants is checked against. */
export interface GrantFileChecks {
  readonly rules: AccessRules
  /** Codes of the known purposes. */
  readonly purposes: ReadonlySet<string>
  /** Folders of the databases. */
  readonly databases: ReadonlySet<string>
}

/** Left out of a file, these say nothing that a reader could miss. */
const bookkeeping = { version: 1, state: 'ACTIVE', suspension: null }

/**
 * The grants that a JSON text holds, one object or a list of them. Every fault is told; where
 * there is one, nothing of the file may be loaded.
 */
export function readGrantFile(
  text: string,
  checks: GrantFileChecks,
): { readonly grants: readonly Grant[]; readonly faults: readonly GrantFault[] } {
  const values = parsed(text)
  if (values === null) {
    const words = { vi: 'cần JSON: một quyền hoặc danh sách quyền', en: 'takes JSON: one grant or a list of grants' }
    return { grants: [], faults: [{ id: '*', field: '*', ...words }] }
  }
  const whole = values.map((value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...bookkeeping, ...value } : value,
  )
  const faults = whole.flatMap((value, place) => {
    const form = grantFaults(value, place)
    return form.length > 0 ? form : againstSchema(value as Grant, checks)
  })
  return { grants: whole as Grant[], faults }
}

function parsed(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text)
    const values = Array.isArray(value) ? value : [value]
    return values.length > 0 ? values : null
  } catch {
    // The parser's own words repeat the text.
    return null
  }
}

/** What the schema and the law's lists know better than the form of a grant. */
function againstSchema(grant: Grant, { rules, purposes, databases }: GrantFileChecks): GrantFault[] {
  const faults: GrantFault[] = []
  const fault = (field: string, vi: string, en: string) => faults.push({ id: grant.id, field, vi, en })
  if (!purposes.has(grant.purpose))
    fault('purpose', 'không có trong seed/law/purposes.csv', 'is none of seed/law/purposes.csv')
  if (!databases.has(grant.service.split('/')[0] as string))
    fault('service', `cơ sở dữ liệu phải là một trong ${list(databases)}`, `its database is one of ${list(databases)}`)
  for (const coordinate of grant.coordinates) {
    const access = classOf(rules, coordinate)
    if (access === null) fault('coordinates', `không có trường ${coordinate}`, `there is no field ${coordinate}`)
    else if (access === 'OPEN')
      fault('coordinates', `${coordinate} là dữ liệu mở, không cần quyền`, `${coordinate} is OPEN and needs no grant`)
    else if (grant.mode === 'DEFAULT' && access !== 'LOOKUP' && access !== 'SHARED')
      fault(
        'coordinates',
        `${coordinate} là ${access}, chỉ mở theo mode SPECIAL`,
        `${coordinate} is ${access} and takes mode SPECIAL`,
      )
  }
  return faults
}

function classOf({ types }: AccessRules, coordinate: string): AccessClass | null {
  const [type, field] = coordinate.split('.') as [string, string]
  return types.get(type)?.fields.get(field)?.class ?? null
}

/**
 * Coordinates that no way leads to: some field above OPEN between a root and them is in none of
 * the grants, so that they open nothing. Not a fault, since another agency's grant may come later.
 * @param grants all grants of one holder for one purpose; they open together
 */
export function unreachable(grants: readonly Grant[], { types }: AccessRules): readonly string[] {
  const covered = new Set(grants.flatMap(({ coordinates }) => coordinates))
  const passes = ({ coordinate, class: access, entersSubject }: FieldRule) =>
    !entersSubject && (access === 'OPEN' || access === 'LOOKUP' || covered.has(coordinate))
  const reached = new Set<string>()
  const open = ['Query', 'Mutation']
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = types.get(name)
    if (reached.has(name) || !type) continue
    reached.add(name)
    open.push(...type.possible, ...[...type.fields.values()].filter(passes).map(({ answers }) => answers))
  }
  return [...covered].filter((coordinate) => !reached.has(coordinate.split('.')[0] as string)).sort()
}

function list(names: Iterable<string>): string {
  return [...names].sort().join(', ')
}
