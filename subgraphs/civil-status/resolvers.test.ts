import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { groupBy } from '../../seed/reference/group-by.ts'
import { testDataKeys } from '../../test/setup/data-keys.ts'
import { testPersons, testSeed } from '../../test/setup/population.ts'
import { cursorSeal, newCursorKey } from '../_kit/cursor.ts'
import { loadAgency } from '../_kit/discover.ts'
import { openSubgraph, type Subgraph } from '../_kit/subgraph.ts'
import { agency } from './agency.ts'

const province = makeProvince({ persons: testPersons, seed: testSeed })
const { persons, personById } = makeChunk(province, 0)
const documents = [...agency.seed.documents(makeChunk(province, 0))]
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string): any[] =>
  documents.filter((made) => made.collection === collection).map(({ document }) => document)
const registerOf = { BIRTH: 'births', MARRIAGE: 'marriages', DEATH: 'deaths' } as const

let subgraph: Subgraph
beforeAll(async () => {
  const options = { uri: String(process.env.TEST_MONGODB_URI), access: null, now: () => new Date(), report: () => {} }
  subgraph = openSubgraph(await loadAgency('civil-status'), {
    ...options,
    cursors: cursorSeal(newCursorKey()),
    dataKeys: testDataKeys,
  })
  expect(await subgraph.database.firstAttempt).toBe(true)
})
afterAll(() => subgraph.close())

// biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
async function ask(query: string, variables?: Record<string, unknown>): Promise<any> {
  const caller = { requestId: 'test', today: province.asOf }
  const { data, errors } = await subgraph.handle({ query, variables, caller })
  expect(errors).toBeUndefined()
  return data
}

// biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
async function entities(type: string, fields: string, keys: readonly object[]): Promise<any[]> {
  const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} { ${fields} } } }`
  return (await ask(query, { keys: keys.map((key) => ({ __typename: type, ...key })) }))._entities
}

describe('family ties', () => {
  test('are those of the population: parents, children, and the living spouse of the living', async () => {
    const fields =
      'maritalStatus father { personalId } mother { personalId } spouse { personalId } children { personalId }'
    const told = await entities(
      'Person',
      fields,
      persons.map(({ personalId }) => ({ personalId })),
    )
    const childrenOf = groupBy(
      persons.flatMap((child) => [child.fatherId, child.motherId].map((id) => ({ id, child }))),
      ({ id }) => id,
    )
    const wanted = persons.map((person) => {
      const spouse = personById.get(person.spouseId ?? '')
      const parted = person.dateOfDeath !== null || spouse?.dateOfDeath != null
      const children = childrenOf.get(person.personalId) ?? []
      return [
        person.fatherId,
        person.motherId,
        parted ? null : person.spouseId,
        children.map(({ child }) => child.personalId).sort(),
      ]
    })
    const read = told.map(({ father, mother, spouse, children }) => [
      father?.personalId ?? null,
      mother?.personalId ?? null,
      spouse?.personalId ?? null,
      children.map((child: { personalId: string }) => child.personalId).sort(),
    ])
    expect(read).toEqual(wanted)
  })

  test('are null or empty for somebody of whom the registers know nothing', async () => {
    const fields = `maritalStatus hasCriminalRecordCertificate birth { dateOfBirth } death { dateOfDeath }
      spouse { personalId }
      children { personalId } marriages { registeredOn } singleStatusConfirmations { totalCount }`
    expect(await entities('Person', fields, [{ personalId: '052099000000' }])).toEqual([
      {
        maritalStatus: null,
        hasCriminalRecordCertificate: null,
        birth: null,
        death: null,
        spouse: null,
        children: [],
        marriages: [],
        singleStatusConfirmations: { totalCount: 0 },
      },
    ])
  })
})

describe('an entry of a register', () => {
  const entry = 'registerNumber unitCode registeredOn unit { id }'
  const fields = {
    birth: `${entry} eventType dateOfBirth adoption sexChange
      person { personalId } father { personalId } mother { personalId }`,
    marriage: `${entry} eventType endedOn husband { personalId } wife { personalId }`,
    death: `${entry} eventType dateOfDeath person { personalId }`,
    singleStatus: `${entry} validTo purpose person { personalId }`,
  }
  const collections = { birth: 'births', marriage: 'marriages', death: 'deaths', singleStatus: 'singleStatuses' }

  test.each(Object.keys(fields) as (keyof typeof fields)[])(
    'is found by number and code, as %s and as entity alike',
    async (root) => {
      const [{ registerNumber, unitCode, unitId, registeredOn }] = rows(collections[root])
      const byKey = `found: ${root}(registerNumber: $n, unitCode: $u) { ${fields[root]} }`
      const find = `query ($n: String!, $u: ID!) { ${byKey} }`
      const { found } = await ask(find, { n: registerNumber, u: unitCode })
      expect(found).toMatchObject({ registerNumber, unitCode, registeredOn, unit: { id: unitId } })
      const type = `${root.charAt(0).toUpperCase()}${root.slice(1)}`
      expect(await entities(type, fields[root], [{ registerNumber, unitCode }])).toEqual([found])
      expect(await ask(find, { n: registerNumber, u: '00000' })).toEqual({ found: null })
      const [number, year] = registerNumber.split('/')
      expect(await ask(find, { n: year, u: `${unitCode}/${number}` })).toEqual({ found: null })
    },
  )

  test('is listed with the others of its commune and years, in the order asked', async () => {
    const [{ unitId }] = rows('births')
    const wanted = rows('births').filter((row) => row.unitId === unitId && row.registeredOn >= '1990-01-01')
    const { births } = await ask(
      `query ($u: ID!) {
        births(
          where: { unit: $u, registeredOn: { from: "1990-01-01" } }
          orderBy: registeredOn
          direction: DESC
          first: 100
        ) {
          totalCount nodes { registeredOn }
        }
      }`,
      { u: unitId },
    )
    expect(births.totalCount).toBe(wanted.length)
    expect(births.nodes.map((node: { registeredOn: string }) => node.registeredOn)).toEqual(
      wanted
        .map((row) => row.registeredOn)
        .sort()
        .reverse(),
    )
  })
})

describe('totals of civil status events', () => {
  const query = 'query ($u: ID!, $y: Int) { civilEventTotals(unit: $u, year: $y) { eventType year count } }'

  test('count every commune right, and no figure stands for fewer than ten', async () => {
    const units = [...new Set(rows('births').map((row) => row.unitId))]
    const figures = await Promise.all(units.map(async (u) => (await ask(query, { u })).civilEventTotals))
    expect(figures.flat().length).toBeGreaterThan(0)
    for (const [i, unitId] of units.entries()) {
      const wanted = (Object.keys(registerOf) as (keyof typeof registerOf)[]).flatMap((eventType) => {
        const years = rows(registerOf[eventType]).filter((row) => row.unitId === unitId)
        return recount(years.map((row) => row.year)).map((row) => ({ eventType, ...row }))
      })
      expect(figures[i]).toEqual(wanted)
    }
  })

  test('of one year tell nothing where fewer than ten events lie in it', async () => {
    const [{ unitId, year }] = rows('births')
    const many = rows('births').filter((row) => row.unitId === unitId && row.year === year).length
    expect(many).toBeLessThan(10)
    expect(await ask(query, { u: unitId, y: year })).toEqual({ civilEventTotals: [] })
  })
})

/** Years with ten or more, after one row for all the others where these are ten or more together. */
function recount(years: readonly number[]): { year: number | null; count: number }[] {
  const counts = new Map<number, number>()
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1)
  const shown = [...counts].filter(([, count]) => count >= 10).sort(([a], [b]) => a - b)
  const rest = years.length - shown.reduce((sum, [, count]) => sum + count, 0)
  return [...(rest >= 10 ? [{ year: null, count: rest }] : []), ...shown.map(([year, count]) => ({ year, count }))]
}
