import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse, visit } from 'graphql'
import { limitRows } from '../../schema/access/node-limits.ts'
import { fixedResidence } from './fixtures/fixed-residence.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { answerOf, limited, scopedAgency, scopedSchema, scopeOf } from './fixtures/scoped-agency.ts'
import type { Row } from './row.ts'

const ids = Array.from({ length: 12 }, (_, index) => `p${index}`)
const units = ['A', 'B', 'C']
const homes = new Map(ids.map((id, index) => [id, units[index % 3] as string]))

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(scopedAgency, 'kit_scoped_cost')
  await own.fill(
    'people',
    ids.map((id) => ({ _id: id, personalId: id, name: `name of ${id}`, unitId: homes.get(id) })),
  )
  await own.fill(
    'cases',
    ids.flatMap((id) => [1, 2].map((n) => ({ _id: `${id}-${n}`, code: `${id}-${n}`, personalId: id, note: id }))),
  )
  await own.fill(
    'plots',
    ids.map((id) => ({ _id: `t-${id}`, code: `t-${id}`, unitId: homes.get(id), ownerId: id, sharerIds: [id] })),
  )
})
afterAll(() => own.end())

const ofAll = `query ($ids: [ID!]!) {
  persons(personalIds: $ids) {
    name cases(first: 1) { totalCount nodes { note } } plots { nodes { code } } shared { totalCount }
  }
}`

describe('what a scope costs', () => {
  test('many records are as many commands as without it, and one look into the register', async () => {
    const residence = fixedResidence(homes)
    const bare = await own.commandsOf(() => answerOf(parse(ofAll), own.scope(), { ids }))
    const document = limited(scopedSchema, ofAll, [[scopeOf(['A', 'B'])]])
    const scoped = await own.commandsOf(() => answerOf(document, own.scope('2026-01-31', { residence }), { ids }))
    expect(scoped.sort()).toEqual(bare.sort())
    // The rows of `people` state the residence themselves; the children's are asked person by person.
    expect(residence.asked).toBe(1)
  })

  test('the territory’s people are read once a request, however many lists need them', async () => {
    const residence = fixedResidence(homes)
    const query = '{ a: cases { totalCount } b: cases(first: 1) { totalCount nodes { code } } }'
    const document = limited(scopedSchema, query, [[scopeOf(['A'])]], ['Query.cases'])
    await answerOf(document, own.scope('2026-01-31', { residence }))
    expect(residence.asked).toBe(1)
  })

  test('a list that no row can be in asks nothing', async () => {
    const query = '{ cases { totalCount nodes { code } } plots { totalCount nodes { code } } }'
    const document = limited(scopedSchema, query, [[scopeOf(null, [])]])
    expect(await own.commandsOf(() => answerOf(document, own.scope()))).toEqual([])
  })
})

describe('two scopes', () => {
  test('of two callers who ask the same at once never mix, in any of 200 rounds', async () => {
    const residence = fixedResidence(homes)
    const callers = units.map((unit) => ({
      unit,
      document: limited(scopedSchema, ofAll, [[scopeOf([unit])]]),
      mine: ids.filter((id) => homes.get(id) === unit),
    }))
    for (let round = 0; round < 200; round += 1) {
      const answers = await Promise.all(
        callers.map(({ document }) => answerOf(document, own.scope('2026-01-31', { residence }), { ids })),
      )
      for (const [index, { persons }] of answers.entries()) {
        const { mine, unit } = callers[index] as (typeof callers)[number]
        const expected = ids.map((id) => {
          if (homes.get(id) !== unit) return null
          const cases = { totalCount: 2, nodes: [{ note: id }] }
          return { name: `name of ${id}`, cases, plots: { nodes: [{ code: `t-${id}` }] }, shared: { totalCount: 1 } }
        })
        expect(persons).toEqual(expected)
        expect(persons.filter(Boolean)).toHaveLength(mine.length)
      }
    }
  })

  test('at two places of one answer do not mix', async () => {
    const query = '{ a: plots { totalCount nodes { code } } b: plots { totalCount nodes { code } } }'
    const document = limited(scopedSchema, query, [])
    const [operation] = document.definitions as never as [{ selectionSet: { selections: never[] } }]
    limitRows(operation.selectionSet.selections[0] as never, [[scopeOf(['A'])]])
    limitRows(operation.selectionSet.selections[1] as never, [[scopeOf(['B'])]])
    const { a, b } = await answerOf(document, own.scope())
    const codes = (list: Row) => list.nodes.map(({ code }: Row) => code)
    const inUnit = (unit: string) => ids.filter((id) => homes.get(id) === unit).map((id) => `t-${id}`)
    expect([codes(a).sort(), codes(b).sort()]).toEqual([inUnit('A').sort(), inUnit('B').sort()])
  })

  test('below the same record at two places do not share what they have read', async () => {
    const lists = 'totalCount nodes { code }'
    const query = `{ person(personalId: "p0") { a: plots { ${lists} } b: plots { ${lists} } c: shared { ${lists} } d: shared { ${lists} } } }`
    const plots = own.database.connection.collection<{ _id: string }>('plots')
    await plots.updateOne({ _id: 't-p1' }, { $set: { ownerId: 'p0', sharerIds: ['p0'] } })
    const document = limited(scopedSchema, query, [])
    visit(document, {
      Field(node) {
        const alias = node.alias?.value ?? ''
        if ('ac'.includes(alias) && alias) limitRows(node, [[scopeOf(['A'])]])
        if ('bd'.includes(alias) && alias) limitRows(node, [[scopeOf(['A', 'B'])]])
      },
    })
    const { person } = await answerOf(document, own.scope('2026-01-31', { residence: fixedResidence(homes) }))
    await plots.updateOne({ _id: 't-p1' }, { $set: { ownerId: 'p1', sharerIds: ['p1'] } })
    const [one, both] = [['t-p0'], ['t-p0', 't-p1']].map((all) => ({
      totalCount: all.length,
      nodes: all.map((code) => ({ code })),
    }))
    expect(person).toEqual({ a: one, b: both, c: one, d: both })
  })

  test('do not share a cursor: it is of the list, its filter, its order and the rows in reach', async () => {
    const query = 'query ($after: String) { plots(first: 1, after: $after) { nodes { code } pageInfo { endCursor } } }'
    const inA = limited(scopedSchema, query, [[scopeOf(['A'])]])
    const inAToo = limited(scopedSchema, query, [[scopeOf(['A'])]])
    const inB = limited(scopedSchema, query, [[scopeOf(['B'])]])
    const { plots } = await answerOf(inA, own.scope())
    const variables = { after: plots.pageInfo.endCursor }
    expect((await answerOf(inAToo, own.scope(), variables)).plots.nodes).toHaveLength(1)
    await expect(answerOf(inB, own.scope(), variables)).rejects.toThrow('after: ')
    await expect(answerOf(parse(query), own.scope(), variables)).rejects.toThrow('after: ')
  })
})
