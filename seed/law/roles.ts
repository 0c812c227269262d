import type { RoleGrant } from '../../schema/access/grant.ts'
import { column, optionalColumn, type ReferenceRow } from '../reference/read-csv.ts'
import { readPurposes } from './purposes.ts'
import { readLaw } from './read-law.ts'

let roles: readonly RoleGrant[] | undefined

/** The standing grants of `roles.csv`; a purpose that is none, a pattern or another scope is our own mistake and throws. */
export function readRoles(): readonly RoleGrant[] {
  roles ??= readLaw('roles').map(roleOf)
  return roles
}

function roleOf(row: ReferenceRow): RoleGrant {
  const role = column(row, 'role')
  const coordinates = column(row, 'coordinates').split(' ').filter(Boolean)
  const purpose = optionalColumn(row, 'purpose')
  const rows = column(row, 'rows')
  if (!coordinates.every((coordinate) => /^[A-Z][A-Za-z]*\.[a-z][A-Za-z]*$/.test(coordinate)))
    throw new Error(`roles.csv: a coordinate of ${role} is not exact`)
  if (purpose !== null && !readPurposes().has(purpose)) throw new Error(`roles.csv: the purpose of ${role} is none`)
  if (rows !== 'ALL' && rows !== 'OWN_AGENCY') throw new Error(`roles.csv: the rows of ${role} are no scope`)
  return { role, coordinates: new Set(coordinates), purpose, rows }
}
