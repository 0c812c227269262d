import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type DemoHub, startDemoHub } from '../setup/demo-hub.ts'

let hub: DemoHub
beforeAll(async () => {
  hub = await startDemoHub('attack_f')
}, 120_000)
afterAll(() => hub?.stop())

describe('F04 a preview', () => {
  const large = `{ viewer { person { ${Array.from({ length: 15 }, (_one, at) => `a${at}: household { members { fullName sex ethnicity religion } }`).join(' ')} } } }`

  test('is made for a few operations a request, and the others say that it is too much', async () => {
    const copies = Array.from(
      { length: 20 },
      (_one, at) => `p${at}: accessPreview(operation: $text) { problems positions { path } }`,
    )
    const { data } = await hub.askAs({ as: null }, `query ($text: String!) { ${copies.join(' ')} }`, { text: large })
    const made = Object.values(data as Record<string, { problems: string[]; positions: unknown[] }>)
    expect(made.map(({ positions }) => positions.length > 0)).toEqual(made.map((_one, at) => at < 2))
    expect(made.slice(2).every(({ problems }) => problems.length === 1)).toBe(true)
  })

  test('of many large operations holds a bounded number of positions', async () => {
    const body = large.slice(1, -1)
    const text = Array.from({ length: 9 }, (_one, at) => `query Q${at} { ...F }`).join(' ')
    const { data } = await hub.askAs(
      { as: null },
      'query ($text: String!) { accessPreview(operation: $text) { problems positions { path } } }',
      {
        text: `${text} fragment F on Query { ${body} }`,
      },
    )
    expect(data.accessPreview.positions.length).toBeGreaterThan(100)
    expect(data.accessPreview.positions.length).toBeLessThanOrEqual(1_000)
  })

  test('repeats nothing of a text that cannot be read', async () => {
    const query = 'query ($text: String!) { accessPreview(operation: $text) { problems positions { path } } }'
    for (const text of [
      `{ person(personalId: "${hub.citizen}" }`,
      hub.citizen,
      `{ person(personalId: "${hub.citizen}x") { sex } }`,
    ]) {
      const answer = await hub.askAs({ as: null }, query, { text })
      expect(answer.data.accessPreview.positions).toEqual([])
      expect(JSON.stringify(answer)).not.toContain(hub.citizen)
    }
  })
})

describe('F15 what operators read', () => {
  test.each([
    '/metrics',
    '/debug',
    '/debug/pprof',
    '/graphql/',
    '/graphql/../metrics',
    '//graphql',
    '/.env',
    '/run.json',
    '/dist/gateway/main.js.map',
  ])('%s is not on the door of callers', async (path) => {
    const response = await fetch(`${hub.url}${path}`, { redirect: 'manual' })
    expect([path, response.status]).toEqual([path, 404])
  })
})
