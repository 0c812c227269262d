import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub()
})
afterAll(() => hub.stop())

const count =
  'query ($asOf: Date, $level: Int, $within: ID) { administrativeUnits(level: $level, within: $within, asOf: $asOf) { totalCount } }'

describe('the communes within code 52', () => {
  test.each([
    ['2024-11-30', 159],
    ['2025-06-30', 155],
    ['2025-07-01', 135],
  ])('as of %s are %i', async (asOf, communes) => {
    const { data, errors } = await hub.ask(count, { asOf, level: 3, within: '52' })
    expect(errors).toBeUndefined()
    expect(data.administrativeUnits.totalCount).toBe(communes)
  })

  test('are read page by page without one twice or one left out', async () => {
    const query =
      'query ($after: String) { administrativeUnits(level: 3, within: "52", asOf: "2025-07-01", first: 50, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }'
    const ids: string[] = []
    let after: string | null = null
    do {
      const { data } = await hub.ask(query, { after })
      ids.push(...data.administrativeUnits.nodes.map((node: { id: string }) => node.id))
      after = data.administrativeUnits.pageInfo.hasNextPage ? data.administrativeUnits.pageInfo.endCursor : null
    } while (after)
    expect(ids).toHaveLength(135)
    expect(new Set(ids).size).toBe(135)
  })
})

describe('one code in time', () => {
  const unit =
    'query ($code: ID!, $asOf: Date) { administrativeUnit(code: $code, asOf: $asOf) { id name validFrom validTo parent { name level } } }'

  test.each([
    ['2024-11-30', 'Phường Lê Lợi', 'Thành phố Quy Nhơn'],
    ['2024-12-01', 'Phường Thị Nại', 'Thành phố Quy Nhơn'],
    ['2025-06-30', 'Phường Thị Nại', 'Thành phố Quy Nhơn'],
    ['2025-07-01', 'Phường Quy Nhơn', 'Tỉnh Gia Lai'],
  ])('21583 as of %s is %s under %s', async (asOf, name, parent) => {
    const { data } = await hub.ask(unit, { code: '21583', asOf })
    expect(data.administrativeUnit.name).toBe(name)
    expect(data.administrativeUnit.parent.name).toBe(parent)
  })

  test('52 is Bình Định, then Gia Lai', async () => {
    const before = await hub.ask(unit, { code: '52', asOf: '2025-06-30' })
    const after = await hub.ask(unit, { code: '52', asOf: '2025-07-01' })
    expect(before.data.administrativeUnit.name).toBe('Tỉnh Bình Định')
    expect(after.data.administrativeUnit.name).toBe('Tỉnh Gia Lai')
  })

  test('without a date it is the unit of today in the province’s time', async () => {
    const frozen = await startTestHub({ clock: '2025-06-30T16:59:00Z' })
    const later = await startTestHub({ clock: '2025-06-30T17:00:00Z' })
    const [before, after] = await Promise.all([frozen.ask(unit, { code: '52' }), later.ask(unit, { code: '52' })])
    await Promise.all([frozen.stop(), later.stop()])
    expect(before.data.administrativeUnit.name).toBe('Tỉnh Bình Định')
    expect(after.data.administrativeUnit.name).toBe('Tỉnh Gia Lai')
  })

  test('a code that nobody bears on that date is null, not an error', async () => {
    const { data, errors } = await hub.ask(unit, { code: '540', asOf: '2025-07-01' })
    expect(data).toEqual({ administrativeUnit: null })
    expect(errors).toBeUndefined()
  })
})

test('each of the 373 communes of 2025-06-30 answers the successors of the official list', async () => {
  const official = officialSuccessors()
  const provinces = ['52', '64']
  let compared = 0
  for (const within of provinces) {
    let after: string | null = null
    do {
      const { data } = await hub.ask(
        'query ($within: ID, $after: String) { administrativeUnits(level: 3, within: $within, asOf: "2025-06-30", first: 100, after: $after) { nodes { code validTo successors { code validFrom } } pageInfo { hasNextPage endCursor } } }',
        { within, after },
      )
      for (const node of data.administrativeUnits.nodes) {
        const answered = node.successors
          .map((next: { code: string; validFrom: string }) => `${next.code}@${next.validFrom}`)
          .sort()
        expect([node.code, answered]).toEqual([node.code, official.get(`${node.code}|${node.validTo}`) ?? []])
        compared += 1
      }
      after = data.administrativeUnits.pageInfo.hasNextPage ? data.administrativeUnits.pageInfo.endCursor : null
    } while (after)
  }
  expect(compared).toBe(373)
})

/** Read from the list itself, without the register's code: (predecessor, its last day) → successors. */
function officialSuccessors(): Map<string, string[]> {
  const text = readFileSync(join(repositoryRoot, 'seed/reference/administrative_unit_succession.csv'), 'utf8')
  const rows = parse(text, { columns: true }) as Record<string, string>[]
  const map = new Map<string, string[]>()
  for (const row of rows) {
    if (!row.successor_code) continue
    const key = `${row.predecessor_code}|${row.predecessor_valid_to || ''}`
    map.set(key, [...(map.get(key) ?? []), `${row.successor_code}@${row.effective_date}`].sort())
  }
  return map
}
