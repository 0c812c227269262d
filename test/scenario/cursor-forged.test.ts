import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cursorSeal, newCursorKey } from '../../subgraphs/_kit/cursor.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

const runs = process.env.HUB_TEST_LONG === 'yes' ? 5_000 : 300

interface Edge {
  readonly cursor: string
  readonly node: { readonly code: string; readonly name: string; readonly totalCapital: number | null }
}

const sorted = `query ($after: String) {
  investmentProjects(orderBy: totalCapital, direction: DESC, first: 5, after: $after) {
    edges { cursor node { code name totalCapital } }
  }
}`

let hub: TestHub
let edges: Edge[]
beforeAll(async () => {
  hub = await startTestHub()
  edges = (await hub.ask(sorted)).data.investmentProjects.edges
})
afterAll(() => hub.stop())

/** What a list answers to a cursor that is not its own: one plain error with the argument's name, never its value. */
async function expectRefused(query: string, after: string): Promise<void> {
  const { data, errors } = await hub.ask(query, { after })
  expect(errors?.map((error) => error.extensions)).toEqual([{ code: 'BAD_USER_INPUT', argument: 'after' }])
  expect(Object.values(data ?? { list: null })).toEqual([null])
  expect(after.length > 8 && JSON.stringify(errors).includes(after)).toBe(false)
}

test('a cursor shows neither the row nor what the list is sorted by, also decoded', () => {
  expect(edges.length).toBeGreaterThan(3)
  for (const { cursor, node } of edges) {
    const shown = cursor + Buffer.from(cursor, 'base64url').toString('latin1')
    for (const value of Object.values(node)) expect(shown).not.toContain(String(value))
  }
  expect(new Set(edges.map(({ cursor }) => cursor.slice(0, 16))).size).toBe(edges.length)
})

test('the same page has the same cursors: equal requests have equal bytes', async () => {
  expect((await hub.ask(sorted)).data.investmentProjects.edges).toEqual(edges)
})

test(`${runs} forged cursors: cut, extended, changed and put together of two, each is refused`, async () => {
  const cursors = edges.map(({ cursor }) => cursor)
  const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
  const forged = fc
    .tuple(fc.constantFrom(...cursors), fc.constantFrom(...cursors), fc.nat(), letter, fc.nat(4))
    .map(([cursor, other, number, piece, way]) => {
      const at = number % cursor.length
      const ways = [
        cursor.slice(0, at) + piece + cursor.slice(at + 1),
        cursor.slice(0, at) + piece + cursor.slice(at),
        cursor.slice(0, at) + cursor.slice(at + 1),
        cursor.slice(0, at) + other.slice(at),
        cursor.slice(0, at),
      ]
      return ways[way] as string
    })
    .filter((cursor) => !cursors.includes(cursor))
  await fc.assert(
    fc.asyncProperty(forged, (cursor) => expectRefused(sorted, cursor)),
    { numRuns: runs },
  )
})

describe('a cursor that is whole is refused', () => {
  const list = (rest: string) =>
    `query ($after: String) { investmentProjects(${rest}, after: $after) { nodes { code } } }`
  test.each([
    ['in another order', list('orderBy: name, direction: DESC')],
    ['in the other direction', list('orderBy: totalCapital, direction: ASC')],
    ['under a filter', list('orderBy: totalCapital, direction: DESC, where: { totalCapital: { from: 1 } }')],
    ['in another list', 'query ($after: String) { ports(after: $after) { nodes { code } } }'],
    ['in a list of another database', 'query ($after: String) { healthFacilities(after: $after) { nodes { code } } }'],
  ])('%s', (_where, query) => expectRefused(query, edges[0]?.cursor ?? ''))

  test('where another hub sealed it', () => {
    return expectRefused(sorted, cursorSeal(newCursorKey()).seal('investmentProjects', { value: 1, id: 'x' }))
  })
})

test('the way on from a cursor of its own list is open', async () => {
  const { data } = await hub.ask(sorted, { after: edges[1]?.cursor })
  expect(data.investmentProjects.edges.slice(0, 3)).toEqual(edges.slice(2))
})
