import type { Grant } from '../../../schema/access/grant.ts'
import { grantFields, type Words } from './grant-fields.ts'

/** What is wrong with one grant, at one field. */
export interface GrantFault extends Words {
  readonly id: string
  readonly field: string
}

const fields = Object.keys(grantFields) as (keyof Grant)[]

/**
 * Everything that keeps a value from being a grant; empty where it is one. Nothing is guessed or
 * mended: what does not parse is no permission (default deny). The words name id and field, and
 * say what is wanted, never what was there.
 */
export function grantFaults(value: unknown, place = 0): readonly GrantFault[] {
  const whole = typeof value === 'object' && value !== null && !Array.isArray(value)
  const given: Readonly<Record<string, unknown>> = whole ? { ...value } : {}
  const id = grantFields.id(given.id) === null ? String(given.id) : `[${place}]`
  const fault = (field: string, vi: string, en: string): GrantFault => ({ id, field, vi, en })
  const faults = fields.flatMap((field) => {
    const words = Object.hasOwn(given, field) ? grantFields[field](given[field]) : grantFields[field](undefined)
    return words ? [fault(field, `cần ${words.vi}`, `takes ${words.en}`)] : []
  })
  const unknown = Object.keys(given).some((name) => !Object.hasOwn(grantFields, name))
  if (unknown)
    faults.push(fault('*', 'có trường không phải của một quyền', `has a field that is none of ${fields.join(', ')}`))
  return faults.length > 0 ? faults : contradictions(given as unknown as Grant, fault)
}

function contradictions(
  grant: Grant,
  fault: (field: string, vi: string, en: string) => GrantFault,
): readonly GrantFault[] {
  const found: GrantFault[] = []
  if (Date.parse(grant.validTo) <= Date.parse(grant.validFrom))
    found.push(fault('validTo', 'phải sau validFrom', 'must be later than validFrom'))
  if ((grant.suspension !== null) !== (grant.state === 'SUSPENDED'))
    found.push(
      fault('suspension', 'có khi và chỉ khi state là SUSPENDED', 'stands exactly where the state is SUSPENDED'),
    )
  return found
}

/** The same grant with its fields in one order and nothing beside them, so that equal grants have equal text. */
export function plainGrant(grant: Grant): Grant {
  return Object.fromEntries(fields.map((field) => [field, grant[field]])) as unknown as Grant
}

/** Raised for grants that cannot be taken or changed; nothing was written. */
export class GrantRefused extends Error {
  override readonly name = 'GrantRefused'
  readonly faults: readonly GrantFault[]

  constructor(faults: readonly GrantFault[]) {
    super(faults.map(({ id, field, vi, en }) => `${id}.${field}: ${vi} — ${en}`).join('\n'))
    this.faults = faults
  }
}
