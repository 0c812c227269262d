import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { randomDocument } from '../access/random-document.ts'
import { type DemoHub, startDemoHub } from '../setup/demo-hub.ts'
import type { Caller } from '../setup/hub.ts'

const runs = process.env.HUB_TEST_LONG === 'yes' ? 1_000 : 60

let hub: DemoHub
beforeAll(async () => {
  hub = await startDemoHub('access_preview')
}, 120_000)
afterAll(() => hub?.stop())

const extensionsOf = (answer: { errors?: readonly { extensions: Record<string, unknown> }[] }) =>
  (answer.errors ?? []).map(({ extensions }) => extensions)

describe('a preview', () => {
  const schema = buildSchema(readFileSync(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8'), {
    assumeValid: true,
  })
  const preview =
    'query ($operation: String!) { accessPreview(operation: $operation) { problems positions { path coordinate outcome reason howTo via } } }'
  const ownRoots = new Set(['Query.accessPreview', 'Query.exchangeLog', 'Query.myAccessLog'])

  test('refuses what the answer refuses, for the same reasons, and nothing else', async () => {
    const callers: (() => Caller)[] = [
      () => hub.demo('health-officer', 'HEALTH_CARE'),
      () => hub.demo('land-officer', 'LAND_ADMINISTRATION'),
      () => hub.demo('justice-officer', 'CIVIL_STATUS'),
      () => hub.demo('insurance-app', 'INSURANCE_ADMINISTRATION'),
      () => hub.demo('citizen'),
      () => ({ as: null }),
    ]
    let compared = 0
    const entropy = fc.array(fc.nat(1_000), { minLength: 10, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(entropy, fc.constantFrom(...callers), async (numbers, caller) => {
        const { text, variables } = randomDocument(schema, numbers, ownRoots)
        // What a variable filters by is not known to a preview.
        fc.pre(Object.keys(variables).length === 0)
        const answer = await hub.askAs(caller(), text)
        const foreseen = await hub.askAs(caller(), preview, { operation: text })
        const { problems, positions } = foreseen.data.accessPreview
        if (extensionsOf(answer).some(({ code }) => code !== 'ACCESS_DENIED')) return
        compared++
        expect(problems).toEqual([])
        const refused = new Map<string, unknown[]>()
        for (const { coordinate, outcome, reason, howTo, via } of positions)
          if (outcome === 'REFUSED' && !refused.has(coordinate))
            refused.set(coordinate, [coordinate, reason, howTo, via ?? undefined])
        expect(
          extensionsOf(answer).map(({ coordinate, reason, howTo, via }) => [coordinate, reason, howTo, via]),
        ).toEqual([...refused.values()])
      }),
      { numRuns: runs },
    )
    expect(compared).toBeGreaterThan(runs / 2)
  }, 300_000)

  test('reads no data, and tells what is wrong with an operation', async () => {
    const { data } = await hub.askAs({ as: null }, preview, {
      operation: '{ person(personalId: "052085000001") { salary } }',
    })
    expect(data.accessPreview.positions).toEqual([])
    expect(data.accessPreview.problems).not.toEqual([])
    expect(JSON.stringify(data)).not.toContain('052085000001')
  })
})
