import type { Asking } from '../../schema/access/decide.ts'
import type { Grant } from '../../schema/access/grant.ts'
import { anonymous } from '../../schema/access/viewer.ts'
import { demoGrants } from '../../seed/demo/grants.ts'
import { demoIdentities } from '../../seed/demo/identities.ts'
import { demoSetting } from '../../seed/demo/setting.ts'
import { readPurposes } from '../../seed/law/purposes.ts'
import { readRoles } from '../../seed/law/roles.ts'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { grantOf } from '../setup/reader.ts'
import type { Asker } from './oracle.ts'

/** One identity with one purpose, as the oracle is told of it and as the judge is. */
export interface AskedBy {
  readonly name: string
  /** The purpose of its own grants or role: the one for which it reads. */
  readonly own: boolean
  readonly demo: boolean
  /** There is a record of the caller's own. */
  readonly isPerson: boolean
  readonly asker: Asker
  readonly asking: Asking
}

const nobody = { agency: null, app: null, databases: [], roles: [] } as const
const now = new Date('2026-03-02T01:00:00Z')

/**
 * The identities of the demo, a stranger, the department of each database and nothing else, and an
 * agency with every coordinate by a grant of either mode; each with its own purpose, another, one
 * that is none, and without any.
 */
export function everybody(agencies: readonly LoadedAgency[]): AskedBy[] {
  const setting = demoSetting({ population: { persons: 40, seed: 'access' }, agencies, today: '2026-03-02' })
  const everything = (mode: 'DEFAULT' | 'SPECIAL') => grantOf({ id: mode, agency: `TEST-${mode}`, mode })
  const grants = [...demoGrants(setting), everything('DEFAULT'), everything('SPECIAL')]
  const demo = demoIdentities(setting).map((one) => {
    return { ...one, name: one.identity, demo: true, isPerson: one.personalId !== null }
  })
  const others = [
    { ...nobody, name: 'stranger', identity: null },
    ...agencies.map(({ manifest }) => ({
      ...nobody,
      name: `owner of ${manifest.database}`,
      identity: 'owner',
      agency: 'TEST-OWNER',
      databases: [manifest.database],
    })),
    ...(['DEFAULT', 'SPECIAL'] as const).map((mode) => {
      return { ...nobody, name: `${mode} consumer`, identity: 'consumer', agency: `TEST-${mode}` }
    }),
  ].map((one) => ({ ...one, demo: false, isPerson: false }))
  return [...demo, ...others].flatMap(({ name, demo: isDemo, isPerson, ...who }) => {
    const own = purposeOf(who, grants)
    return [own, 'SCHOOL_ENROLMENT', 'school enrolment', null].map((purpose) => ({
      name: `${name} for ${purpose}`,
      own: purpose === own,
      demo: isDemo,
      isPerson,
      asker: { ...who, signedIn: who.identity !== null, purpose, grants, now },
      asking: askingOf(who, purpose, grants),
    }))
  })
}

type Who = Pick<Asker, 'agency' | 'app' | 'databases' | 'roles'> & { readonly identity: string | null }

function purposeOf({ agency, app, roles }: Who, grants: readonly Grant[]): string {
  if (roles.includes('inspector')) return 'INSPECTION'
  const mine = grants.find((grant) => grant.agency === agency && (grant.app ?? app) === app)
  return mine?.purpose ?? 'OFFICIAL_STATISTICS'
}

function askingOf(who: Who, purpose: string | null, grants: readonly Grant[]): Asking {
  const ready = grants
    .filter((grant) => grant.agency === who.agency)
    .map((grant) => ({
      ...grant,
      covers: new Set(grant.coordinates),
      units: grant.territory && new Set(grant.territory),
    }))
  const { agency, app, databases, roles, identity } = who
  return {
    viewer: { ...anonymous, identity, agency, app, databases, roles },
    purpose: { given: purpose !== null, code: purpose !== null && readPurposes().has(purpose) ? purpose : null },
    book: { version: 1, byAgency: new Map([[who.agency ?? '', ready]]) },
    roles: readRoles(),
    now,
  }
}
