import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomFrom } from '../../seed/population/random.ts'
import type { Seen } from './generate/ask-twins.ts'
import { openPairs, type Pair, type PairWorld, readsSomething } from './generate/pairs.ts'
import { nextPermitted } from './generate/permitted.ts'
import { type Change, undone, writeChange } from './generate/rows.ts'

const long = process.env.HUB_TEST_LONG === 'yes'
const count = Number(process.env.HUB_TEST_PAIRS ?? (long ? 20_000 : 2_000))
const seed = process.env.HUB_TEST_SEED ?? 'noninterference'

let world: PairWorld
beforeAll(async () => {
  world = await openPairs(randomFrom(seed, 'world'), 'twin', {
    persons: 200,
    documents: long ? 1_500 : 350,
    agencies: 30,
  })
}, 400_000)
afterAll(() => world?.stop(), 60_000)

/** What was seen of a run, so that a property that tests nothing cannot pass. */
const tally = { pairs: 0, mentions: 0, withData: 0, reading: 0, rejected: 0, traffic: 0, pages: 0, operations: 0 }

describe('what a caller may not learn', () => {
  test(
    `changes no byte of any answer, in ${count} pairs`,
    async () => {
      const random = randomFrom(seed, 'pairs')
      const findings: string[] = []
      while (tally.pairs < count && findings.length < 5) {
        const pair = world.next(random)
        if (!pair) continue
        const traffic = random.chance(0.1) ? world.next(random) : null
        const difference = await differenceOf(pair, traffic)
        if (difference) findings.push(difference)
      }
      process.stderr.write(`non-interference: ${JSON.stringify(tally)}\n`)
      expect(findings).toEqual([])
    },
    long ? 7_200_000 : 900_000,
  )

  test('is mentioned by at least half of the documents, and most callers read something', () => {
    expect(tally.mentions / tally.pairs).toBeGreaterThanOrEqual(0.5)
    expect(tally.reading / tally.pairs).toBeGreaterThanOrEqual(0.4)
    expect(tally.withData / tally.pairs).toBeGreaterThanOrEqual(0.3)
    expect(tally.rejected / tally.pairs).toBeLessThanOrEqual(0.1)
    expect(tally.operations).toBeGreaterThan(tally.pairs / 2)
  })
})

describe('what a caller may read', () => {
  test('changes the answer where it is selected, in at least 95 of 100 pairs', async () => {
    const random = randomFrom(seed, 'permitted')
    const [one, other] = world.watched
    const unchanged: string[] = []
    const pairs = Math.ceil(count / 20)
    for (let done = 0; done < pairs; ) {
      const pair = nextPermitted(random, world)
      if (!pair || !(await writeChange(other.hub, pair.change))) continue
      const [left, right] = await Promise.all([one.ask(pair.question), other.ask(pair.question)])
      await writeChange(other.hub, undone(pair.change))
      done += 1
      if (left.body === right.body) unchanged.push(describePair(pair, left.body))
    }
    expect(unchanged.length > pairs / 20 ? unchanged : []).toEqual([])
  }, 900_000)
})

/** Null where the two hubs gave the same answer; else what differed, and in which case. */
async function differenceOf(pair: Pair, traffic: Pair | null): Promise<string | null> {
  const [one, other] = world.watched
  if (!(await writeChange(other.hub, pair.change))) return null
  try {
    const beside = traffic && fetch(`${other.hub.url}/graphql`, requestOf(traffic)).then((response) => response.text())
    const [left, right] = await Promise.all([one.ask(pair.question), other.ask(pair.question)])
    await beside
    note(pair, left, traffic !== null)
    const first = firstDifference(left, right, traffic === null, pair.cell.kind === 'row')
    if (first) return describePair(pair, first)
    return await pagesDiffer(pair, left)
  } finally {
    await writeChange(other.hub, undone(pair.change))
  }
}

function requestOf({ question: { query, variables, headers } }: Pair): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  }
}

/** The page behind a cursor of the former answer: a cursor of one database fits the other. */
async function pagesDiffer(pair: Pair, before: Seen): Promise<string | null> {
  const cursor = /"endCursor":"([^"]+)"/.exec(before.body)?.[1]
  const place = /first: \d+(?=\)[^(]*pageInfo)/.exec(pair.question.query)
  if (!cursor || !place) return null
  tally.pages += 1
  const query = pair.question.query.replace(place[0], `${place[0]}, after: "${cursor}"`)
  const [one, other] = world.watched
  const [left, right] = await Promise.all([
    one.ask({ ...pair.question, query }),
    other.ask({ ...pair.question, query }),
  ])
  const first = firstDifference(left, right, true)
  return first && describePair(pair, `next page ${first}`)
}

function note({ mentions, learned }: Pair, { body, operations }: Seen, traffic: boolean): void {
  tally.pairs += 1
  if (mentions) tally.mentions += 1
  if (readsSomething(learned)) tally.reading += 1
  if (traffic) tally.traffic += 1
  const { data, errors } = JSON.parse(body) as { data?: unknown; errors?: { extensions?: { code?: string } }[] }
  if (data == null || errors?.some(({ extensions }) => extensions?.code !== 'ACCESS_DENIED')) tally.rejected += 1
  if (/:("[^"]|\d|true|false)/.test(JSON.stringify(data ?? null))) tally.withData += 1
  tally.operations += operations.length
}

/**
 * Of a row that is there and out of reach the residence is looked up, of one that is not there is
 * nothing to look up: no byte tells it, and the command is left out of the comparison.
 */
const residenceLookup = /^register\.persons .*"projection":\{"_id":0,"personalId":1,"unitId":1\}/

function firstDifference(left: Seen, right: Seen, alone: boolean, existence = false): string | null {
  for (const part of ['status', 'headers', 'body', 'operations', 'commands'] as const) {
    // Beside another request the fetches of both are heard; what they answer is compared all the same.
    if (!alone && (part === 'operations' || part === 'commands')) continue
    const told = ({ [part]: what }: Seen) =>
      JSON.stringify(
        part === 'commands' && existence ? (what as string[]).filter((one) => !residenceLookup.test(one)) : what,
      )
    const [a, b] = [told(left), told(right)]
    if (a === b) continue
    let at = 0
    while (a[at] === b[at]) at += 1
    return `${part} at ${at}: …${a.slice(Math.max(0, at - 160), at + 200)} | …${b.slice(Math.max(0, at - 160), at + 200)}`
  }
  return null
}

function describePair({ asker, question, cell, change }: Pair, difference: string): string {
  return [
    difference,
    `asker ${asker.name} ${asker.purpose} ${JSON.stringify(asker.claims)}`,
    `cell ${cell.collection}.${cell.field} ${shown(change)}`,
    `${question.query} ${JSON.stringify(question.variables)}`,
  ].join('\n')
}

/** Made-up records of the test population, shown in full: a finding has to be understood. */
function shown({ before, after }: Change): string {
  return `${JSON.stringify(before)} -> ${JSON.stringify(after)}`
}
