import type { Grant } from '../../schema/access/grant.ts'
import type { DemoIdentity } from '../../seed/demo/identities.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'

/** A demo identity with the grants that it holds, as `npm run token -- --json` prints it. */
export interface ListedIdentity extends Pick<DemoIdentity, 'identity' | 'agency' | 'databases' | 'roles'> {
  readonly grants: readonly Pick<Grant, 'id' | 'mode' | 'purpose' | 'coordinates' | 'territory' | 'validTo'>[]
}

/** What each identity may do, for programs; a grant that does not open now (suspended, ended) is listed too. */
export function listIdentities(identities: readonly DemoIdentity[], grants: readonly Grant[]): ListedIdentity[] {
  return identities.map((entry) => ({
    identity: entry.identity,
    agency: entry.agency,
    databases: entry.databases,
    roles: entry.roles,
    grants: grantsOf(entry, grants).map(({ id, mode, purpose, coordinates, territory, validTo }) => {
      return { id, mode, purpose, coordinates, territory, validTo }
    }),
  }))
}

/** The same for a reader, Vietnamese first, with an example that runs. */
export function describeIdentities(
  identities: readonly DemoIdentity[],
  grants: readonly Grant[],
  hubUrl: string,
): string[] {
  return [
    'Danh tính của bản thử — Identities of the demo',
    '',
    ...identities.flatMap((entry) => [...describe(entry), ...grantsOf(entry, grants).map(describeGrant), '']),
    ...example(identities, grants, hubUrl),
  ]
}

function describe({ identity, description, agency, databases, roles }: DemoIdentity): string[] {
  const name = readAgencies().find(({ code }) => code === agency)?.name
  const rights = [
    databases.length > 0 ? `cơ sở dữ liệu — databases: ${databases.join(', ')}` : '',
    roles.length > 0 ? `vai trò — roles: ${roles.join(', ')}` : '',
  ].filter(Boolean)
  return [
    `${identity.padEnd(16)} ${description.vi} — ${description.en}`,
    ...(name ? [`  ${agency}  ${name.vi} — ${name.en}`] : []),
    ...(rights.length > 0 ? [`  ${rights.join('; ')}`] : []),
  ]
}

const modes = { DEFAULT: 'mặc định — by default', SPECIAL: 'đặc thù — special' }

function describeGrant(grant: Grant): string {
  const { id, mode, purpose, service, coordinates, territory, subjects, state } = grant
  const limits = [
    territory ? `địa bàn — territory: ${territory.join(', ')}` : '',
    subjects ? 'cần sự đồng ý — needs consent' : '',
    state === 'SUSPENDED' ? 'ĐANG TẠM NGỪNG — SUSPENDED' : '',
    state === 'ENDED' ? 'ĐÃ HẾT HẠN — ENDED' : '',
  ].filter(Boolean)
  const counted = `${coordinates.length} trường — fields`
  return `  + ${id}: ${[purpose, service, modes[mode], counted, ...limits].join('; ')}`
}

function grantsOf({ agency, app }: DemoIdentity, grants: readonly Grant[]): Grant[] {
  return grants.filter((grant) => grant.agency === agency && (grant.app === null || grant.app === app))
}

/** The first grant of the first identity that has one, on the record of the citizen of the demo. */
function example(identities: readonly DemoIdentity[], grants: readonly Grant[], hubUrl: string): string[] {
  const holder = identities.find((entry) => grantsOf(entry, grants).length > 0)
  const citizen = identities.find(({ personalId }) => personalId !== null)
  const purpose = holder && grantsOf(holder, grants)[0]?.purpose
  if (!holder || !citizen || !purpose) return []
  const query = `{ person(personalId: \\"${citizen.personalId}\\") { fullName permanentAddress ethnicity } }`
  return [
    'Lấy mã — Get a token:  npm run -s token -- <danh tính — identity>',
    'Ví dụ (người tổng hợp) — For example (a synthetic person):',
    `  curl -s ${hubUrl}/graphql -H 'content-type: application/json' -H 'x-purpose: ${purpose}' \\`,
    `    -H "authorization: Bearer $(npm run -s token -- ${holder.identity})" \\`,
    `    -d '{"query":"${query}"}'`,
  ]
}
