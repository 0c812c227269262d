import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import type { SubgraphRequest } from '../../subgraphs/_kit/subgraph.ts'
import { busiestPersons, fillVariables } from '../setup/fill-variables.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

/**
 * MongoDB commands by database and collection, when each fetch of the plan reads for itself. In
 * service fetches of one request that meet in time share their reads, so this is the most that an
 * operation costs; without it the count would depend on which answer came first.
 */
const golden: Record<string, Record<string, number>> = JSON.parse(
  readFileSync(join(repositoryRoot, 'test/scenario/commands-per-operation.json'), 'utf8'),
)

let hub: TestHub
let received: Record<string, number> = {}
beforeAll(async () => {
  hub = await startTestHub()
  for (const subgraph of hub.hub.subgraphs) {
    const { name, database, handle } = subgraph
    Object.assign(subgraph, {
      handle: (request: SubgraphRequest) => handle({ ...request, caller: { ...request.caller } }),
    })
    database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (!['find', 'aggregate', 'count', 'getMore'].includes(commandName)) return
      // The map of residence follows the residents all the while; no request sends it.
      if (commandName === 'getMore' && name === 'residence' && command.collection === 'residents') return
      const place = `${name}.${command[commandName]} ${commandName}`
      received[place] = (received[place] ?? 0) + 1
    })
  }
})
afterAll(() => hub.stop())

describe('the commands that MongoDB receives', () => {
  test.each(Object.keys(golden))('for %s are those of the golden file', async (operation) => {
    const query = readFileSync(join(repositoryRoot, `test/bench/operations/${operation}.graphql`), 'utf8')
    const variables = await fillVariables(hub, operation)
    received = {}
    const answer = await hub.ask(query, variables)
    expect(answer.errors).toBeUndefined()
    expect(received).toEqual(golden[operation])
  })

  test('are as many for fifty persons as for two, one for each collection and way of reading it', async () => {
    const fifty = await busiestPersons(hub, 50)
    const counted: Record<string, number>[] = []
    for (const personalIds of [fifty.slice(0, 2), fifty]) {
      received = {}
      const answer = await hub.ask(recordsOfEachAgency, { personalIds })
      expect(answer.errors).toBeUndefined()
      for (const { parcels } of answer.data.persons) expect(parcels.nodes[0].landUse).toEqual(expect.any(String))
      counted.push(received)
    }
    expect(counted[1]).toEqual(counted[0])
    expect(counted[0]).toMatchObject({
      'land.parcels find': 1,
      'residence.households find': 1,
      'residence.vehicles aggregate': 1,
      'social-insurance.healthInsurances find': 1,
      'health.encounters aggregate': 1,
      'health.facilities find': 1,
    })
  })
})

/** Not the keys alone but fields behind them: a resolver that reads row by row shows in the count. */
const recordsOfEachAgency = `query ($personalIds: [PersonalId!]!) {
  persons(personalIds: $personalIds) {
    fullName
    hubId
    household { size }
    parcels(first: 2) { nodes { parcelId landUse } }
    vehicles(first: 1) { nodes { kind make } }
    healthInsurance { valid }
    encounters(first: 2) { nodes { date facility { name } } }
    maritalStatus
    children { fullName }
  }
}`
