import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { fillVariables } from '../setup/fill-variables.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

/** MongoDB commands by database and collection, as counted when each shared operation ran once. */
const golden: Record<string, Record<string, number>> = JSON.parse(
  readFileSync(join(repositoryRoot, 'test/scenario/commands-per-operation.json'), 'utf8'),
)

let hub: TestHub
let received: Record<string, number> = {}
beforeAll(async () => {
  hub = await startTestHub()
  for (const { name, database } of hub.hub.subgraphs) {
    database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (!['find', 'aggregate', 'count', 'getMore'].includes(commandName)) return
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

  test('are as many for fifty persons as for two', async () => {
    const query =
      'query ($first: Int) { residents(first: $first) { nodes { fullName hubId parcels(first: 2) { nodes { parcelId } } vehicles(first: 1) { nodes { kind } } } } }'
    const counted: Record<string, number>[] = []
    for (const first of [2, 50]) {
      received = {}
      await hub.ask(query, { first })
      counted.push(received)
    }
    expect(counted[1]).toEqual(counted[0])
    expect(Math.max(...Object.values(counted[0] ?? {}))).toBe(1)
  })
})
