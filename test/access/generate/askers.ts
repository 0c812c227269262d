import type { Hub } from '../../../gateway/hub.ts'
import { provinceDate } from '../../../schema/clock.ts'
import { demoGrants } from '../../../seed/demo/grants.ts'
import { demoIdentities } from '../../../seed/demo/identities.ts'
import { demoSetting } from '../../../seed/demo/setting.ts'
import type { Random } from '../../../seed/population/random.ts'
import { discoverAgencies } from '../../../subgraphs/_kit/discover.ts'
import { testSeed } from '../../setup/population.ts'
import { giveGrants } from '../../setup/reader.ts'
import type { TypeFacts } from './province-tables.ts'
import { plainRows } from './rows.ts'
import { type Asker, frozenNow, randomAgencies } from './viewers.ts'

interface World {
  readonly hubs: readonly Hub[]
  readonly persons: number
  readonly types: ReadonlyMap<string, TypeFacts>
  readonly agencies: number
}

/** Purposes under which the demo's officers hold their grants. */
const demoPurposes: Readonly<Record<string, string>> = {
  'health-officer': 'HEALTH_CARE',
  'land-officer': 'LAND_ADMINISTRATION',
  'justice-officer': 'CIVIL_STATUS',
  'insurance-app': 'INSURANCE_ADMINISTRATION',
  inspector: 'INSPECTION',
}

/** Everybody who asks: strangers, citizens, the identities of the demo, owners, and agencies with random grants. */
export async function openAskers(random: Random, { hubs, persons, types, agencies }: World): Promise<Asker[]> {
  const loaded = await discoverAgencies()
  const population = { persons, seed: testSeed }
  const setting = demoSetting({ population, agencies: loaded, today: provinceDate(new Date(frozenNow)) })
  const inDemo = demoGrants(setting)
  const registered = await plainRows(hubs[0] as Hub, 'register/persons')
  const ids = registered.map(({ personalId }) => String(personalId))
  const units = [...new Set(registered.flatMap(({ unitId }) => (unitId ? [String(unitId)] : [])))]
  const random_ = randomAgencies(random, agencies, { types, persons: ids, units })
  for (const { mongodbUri } of hubs)
    await giveGrants(
      String(mongodbUri),
      random_.flatMap(({ grants }) => grants),
    )
  const none = { purpose: null, grants: [] }
  const citizens = [setting.citizen.personalId, ...ids.slice(0, 60).filter((_id, index) => index % 12 === 0)]
  const demo = demoIdentities(setting).map(
    ({ identity, agency, app, databases, roles, personalId, taxCode }): Asker => {
      const claims = {
        sub: identity,
        ...(agency ? { agency } : {}),
        ...(app ? { app } : {}),
        ...(databases.length > 0 ? { databases } : {}),
        ...(roles.length > 0 ? { roles } : {}),
        ...(personalId ? { personal_id: personalId } : {}),
        ...(taxCode ? { tax_code: taxCode } : {}),
      }
      return { name: identity, claims, purpose: demoPurposes[identity] ?? 'HEALTH_CARE', grants: inDemo }
    },
  )
  return [
    { name: 'stranger', claims: null, ...none },
    ...citizens.map((id, index): Asker => {
      return { name: `citizen-${index}`, claims: { sub: `citizen-${index}`, personal_id: id }, ...none }
    }),
    ...demo,
    ...loaded.map(({ folder }): Asker => {
      const claims = { sub: `owner-${folder}`, agency: `OWNER-${folder.toUpperCase()}`, databases: [folder] }
      return { name: `owner of ${folder}`, claims, purpose: 'HEALTH_CARE', grants: [] }
    }),
    ...random_,
  ]
}
