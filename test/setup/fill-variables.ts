import { databaseRows } from './database-rows.ts'
import type { TestHub } from './hub.ts'

/** Variables of a shared operation that name records of the population that this hub serves. */
export async function fillVariables(hub: TestHub, operation: string): Promise<Record<string, unknown>> {
  if (operation === 'dossier') return { personalId: (await busiestPersons(hub, 1))[0] }
  if (operation === 'organizations') {
    const { data } = await hub.ask('{ enterprises(first: 50) { nodes { taxCode } } }')
    return { taxCodes: data.enterprises.nodes.map((node: { taxCode: string }) => node.taxCode) }
  }
  if (operation === 'fishing-vessel') {
    const { data } = await hub.ask('{ fishingVessels(first: 1) { nodes { registrationNumber } } }')
    return data.fishingVessels.nodes[0]
  }
  return { code: '21583' }
}

/**
 * Living holders of land with a health insurance card: owners of vessels first where there are
 * any, then those of whom the most databases hold records. Their dossiers join most.
 * @throws where there are fewer than `count`, so that nothing is counted on a dossier without land
 */
export async function busiestPersons(hub: TestHub, count: number): Promise<string[]> {
  const ids = async (database: string, collection: string, field: string, filter: object = {}) =>
    new Set((await databaseRows(hub, database, collection, filter)).flatMap((row): string[] => row[field] ?? []))
  const living = await ids('residence', 'residents', 'personalId', { deceased: false })
  const insured = await ids('social-insurance', 'healthInsurances', 'personalId')
  const vessels = await ids('fisheries', 'fishingVessels', 'ownerPersonalIds')
  const others = await Promise.all([
    ids('civil-status', 'births', 'parentIds'),
    ids('health', 'encounters', 'personalId'),
    ids('residence', 'vehicles', 'ownerPersonalId'),
  ])
  const score = (id: string) => (vessels.has(id) ? 10 : 0) + others.filter((those) => those.has(id)).length
  const holders = [...(await ids('land', 'parcelOwners', 'personalId'))]
    .filter((id) => living.has(id) && insured.has(id))
    .sort((a, b) => score(b) - score(a) || (a < b ? -1 : 1))
  if (holders.length < count) throw new Error(`the test population has fewer than ${count} insured holders of land`)
  return holders.slice(0, count)
}
