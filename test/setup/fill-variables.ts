import type { TestHub } from './hub.ts'

/** Variables of a shared operation that name records of the population that this hub serves. */
export async function fillVariables(hub: TestHub, operation: string): Promise<Record<string, unknown>> {
  if (operation === 'dossier') return { personalId: await busiestPerson(hub) }
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

/** A vessel's owner has records in the most databases: the dossier that joins most. */
async function busiestPerson(hub: TestHub): Promise<string> {
  const { data } = await hub.ask(
    '{ fishingVessels(first: 50) { nodes { ownerPerson { personalId parcels { totalCount } healthInsurance { valid } } } } }',
  )
  const owners: { personalId: string; parcels: { totalCount: number }; healthInsurance: unknown }[] =
    data.fishingVessels.nodes.map((node: { ownerPerson: unknown }) => node.ownerPerson).filter(Boolean)
  const owner = owners.find((person) => person.parcels.totalCount > 0 && person.healthInsurance) ?? owners[0]
  if (!owner) throw new Error('the test population has no vessel owned by a person')
  return owner.personalId
}
