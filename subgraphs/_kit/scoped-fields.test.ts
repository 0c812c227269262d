import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { limitRows } from '../../schema/access/node-limits.ts'
import type { RowLimit } from '../../schema/access/row-scope.ts'
import { fixedResidence } from './fixtures/fixed-residence.ts'
import { type OwnDatabase, ownDatabase } from './fixtures/own-database.ts'
import { answerOf, limited, scopedAgency, scopedSchema, scopeOf } from './fixtures/scoped-agency.ts'
import type { Row } from './row.ts'

const homes = new Map([
  ['p1', 'A'],
  ['p2', 'B'],
])
const residence = fixedResidence(homes)

let own: OwnDatabase
beforeAll(async () => {
  own = await ownDatabase(scopedAgency, 'kit_scoped')
  const person = (id: string, unitId: string) => ({ _id: id, personalId: id, name: `name of ${id}`, unitId })
  await own.fill('people', [person('p1', 'A'), person('p2', 'B')])
  const oneCase = (code: string, personalId: string, unitId: string) => {
    return { _id: code, code, personalId, note: `note ${code}`, portCode: 'c1', unitId }
  }
  await own.fill('cases', [oneCase('k1', 'p1', 'B'), oneCase('k2', 'p2', 'A'), oneCase('k3', 'p9', 'A')])
  const plot = (code: string, unitId: string | null, ownerId: string) => {
    return { _id: code, code, area: 1, unitId, ownerId, firm: 'f', sharerIds: [ownerId], shape: { sides: 4 } }
  }
  await own.fill('plots', [plot('t1', 'A', 'p1'), plot('t2', 'B', 'p1'), plot('t3', null, 'p1')])
  await own.fill('marks', [{ _id: 'm1', plot: 't1', text: 'of t1' }])
  await own.fill('couples', [{ _id: 'h1', code: 'h1', spouseIds: ['p1', 'p2'] }])
  await own.fill('ports', [{ _id: 'c1', code: 'c1', name: 'Quy Nhơn', depth: 9 }])
  await own.fill('strays', [{ _id: 's1', text: 'nobody placed it' }])
})
afterAll(() => own.end())

const scope = () => own.scope('2026-01-31', { residence })
const ask = (query: string, limits: readonly RowLimit[], only?: readonly string[], variables: Row = {}) =>
  answerOf(limited(scopedSchema, query, limits, only), scope(), variables)

const inA = [[scopeOf(['A'])]]
const ofP1 = [[scopeOf(null, ['p1'])]]

describe('a record of a person', () => {
  test('belongs where the person lives, whatever unit stands in the record', async () => {
    expect(await ask('{ cases { totalCount nodes { note } } }', inA)).toEqual({
      cases: { totalCount: 1, nodes: [{ note: 'note k1' }] },
    })
    expect(await ask('{ a: case(code: "k1") { note } b: case(code: "k2") { note } }', inA)).toEqual({
      a: { note: 'note k1' },
      b: null,
    })
  })

  test('moves with the person, and is nowhere while nobody knows where the person lives', async () => {
    const moved = fixedResidence(new Map([['p1', 'B']]))
    const document = limited(scopedSchema, '{ cases { nodes { code } } }', [[scopeOf(['A', 'B'])]])
    expect(await answerOf(document, own.scope('2026-01-31', { residence: moved }))).toEqual({
      cases: { nodes: [{ code: 'k1' }] },
    })
    expect(await answerOf(document, own.scope())).toEqual({ cases: { nodes: [] } })
  })

  test('of two persons is in scope with either, but one of them must hold in every part', async () => {
    const couples = (limits: readonly RowLimit[]) =>
      ask('{ person(personalId: "p1") { couples { code } } }', limits, ['Person.couples'])
    expect(await couples(inA)).toEqual({ person: { couples: [{ code: 'h1' }] } })
    expect(await couples([[scopeOf(['A'], ['p2'])]])).toEqual({ person: { couples: null } })
    expect(await couples([[scopeOf(['A'], ['p1'])]])).toEqual({ person: { couples: [{ code: 'h1' }] } })
  })

  test('is in a union with either scope, and under two limits only with both', async () => {
    const codes = async (limits: readonly RowLimit[]) =>
      (await ask('{ cases { nodes { code } } }', limits)).cases.nodes.map(({ code }: Row) => code)
    expect(await codes([[scopeOf(['A']), scopeOf(null, ['p2'])]])).toEqual(['k1', 'k2'])
    expect(await codes([[scopeOf(['A'])], [scopeOf(null, ['p2'])]])).toEqual([])
    expect(await codes([[scopeOf(null)]])).toEqual(['k1', 'k2', 'k3'])
    expect(await codes([[]])).toEqual([])
  })
})

describe('a list of keys', () => {
  test('keeps its order, with null for whoever is out of scope or does not exist', async () => {
    const query = '{ persons(personalIds: ["p2", "p1", "p7"]) { name } }'
    expect(await ask(query, inA)).toEqual({ persons: [null, { name: 'name of p1' }, null] })
  })

  test('other lists leave such records out', async () => {
    const query = '{ person(personalId: "p1") { couples { code } } }'
    expect(await ask(query, [[scopeOf(null, ['p1'])]], ['Couple.code'])).toEqual({
      person: { couples: [{ code: 'h1' }] },
    })
  })
})

describe('a thing', () => {
  test('belongs to the commune of its own record, and without one to none', async () => {
    expect(await ask('{ plots { totalCount nodes { code } } }', inA)).toEqual({
      plots: { totalCount: 1, nodes: [{ code: 't1' }] },
    })
    expect(await ask('{ plot(code: "t3") { code } }', inA)).toEqual({ plot: null })
  })

  test('is of a subject only where it was reached from that person', async () => {
    const below = 'plots { totalCount nodes { code area shape { sides } marks { nodes { text } } } }'
    const { person, plot, plots } = await ask(
      `{ person(personalId: "p1") { ${below} shared { totalCount } } plot(code: "t1") { code } plots { totalCount } }`,
      ofP1,
    )
    expect(person.plots.totalCount).toBe(3)
    expect(person.plots.nodes[0]).toEqual({
      code: 't1',
      area: 1,
      shape: { sides: 4 },
      marks: { nodes: [{ text: 'of t1' }] },
    })
    expect(person.shared.totalCount).toBe(3)
    expect([plot, plots]).toEqual([null, { totalCount: 0 }])
  })

  test('under one subject is not reached from another, who stands beside in the same answer', async () => {
    const query = '{ persons(personalIds: ["p1", "p2"]) { plots { nodes { code marks { totalCount } } } } }'
    const only = ['Person.plots', 'Plot.code', 'Plot.marks']
    expect((await ask(query, [[scopeOf(null, ['p2'])]], only)).persons).toEqual([
      { plots: null },
      { plots: { nodes: [] } },
    ])
  })

  test('of two subjects with a territory each is reached by each in their own', async () => {
    const query = '{ persons(personalIds: ["p1", "p2"]) { plots { totalCount nodes { code } } } }'
    const each = [[scopeOf(['B'], ['p1']), scopeOf(['A'], ['p2'])]]
    await own.database.connection
      .collection<{ _id: string }>('plots')
      .updateOne({ _id: 't2' }, { $set: { ownerId: 'p2' } })
    expect((await ask(query, each, ['Person.plots'])).persons).toEqual([{ plots: null }, { plots: null }])
    const crossed = [[scopeOf(['A'], ['p1']), scopeOf(['B'], ['p2'])]]
    expect((await ask(query, crossed, ['Person.plots'])).persons).toEqual([
      { plots: { totalCount: 1, nodes: [{ code: 't1' }] } },
      { plots: { totalCount: 1, nodes: [{ code: 't2' }] } },
    ])
    await own.database.connection
      .collection<{ _id: string }>('plots')
      .updateOne({ _id: 't2' }, { $set: { ownerId: 'p1' } })
  })

  test('out of scope is left out of a list that names it, and no gap tells of it', async () => {
    await own.database.connection
      .collection<{ _id: string }>('plots')
      .updateOne({ _id: 't1' }, { $set: { neighbours: ['t2', 't1', 't3'] } })
    const query = '{ plot(code: "t1") { neighbours { code } } }'
    expect(await ask(query, inA)).toEqual({ plot: { neighbours: [{ code: 't1' }] } })
  })

  test('of a parent without a place is judged by itself', async () => {
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Firm { name debt plots { nodes { code } } } } }'
    const of = [{ __typename: 'Firm', code: 'f' }]
    const { _entities } = await ask(query, inA, undefined, { of })
    expect(_entities[0].plots).toEqual({ nodes: [{ code: 't1' }] })
    // Read from a row of no commune.
    expect(_entities[0].name).toBeNull()
    // A value of which nobody knows to which record it belongs.
    expect(_entities[0].debt).toBeNull()
  })
})

describe('a field', () => {
  test('of a record out of scope is null, without error, and its neighbours are answered', async () => {
    const query = '{ plots { nodes { code area shape { sides } } } }'
    expect(await ask(query, inA, ['Plot.area', 'Plot.shape'])).toEqual({
      plots: {
        nodes: [
          { code: 't1', area: 1, shape: { sides: 4 } },
          { code: 't2', area: null, shape: null },
          { code: 't3', area: null, shape: null },
        ],
      },
    })
  })

  test('of a part belongs to the record above it', async () => {
    const query = '{ plots { nodes { shape { sides } marks { nodes { text } } } } }'
    const { plots } = await ask(query, inA, ['Shape.sides', 'Mark.text'])
    expect(plots.nodes.map(({ shape }: Row) => shape.sides)).toEqual([4, null, null])
    expect(plots.nodes[0].marks.nodes).toEqual([{ text: 'of t1' }])
  })

  test('that reads a row of its own is judged by that row', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { name } } }'
    const of = ['p1', 'p2', 'p9'].map((personalId) => ({ __typename: 'Person', personalId }))
    expect(await ask(query, inA, undefined, { of })).toEqual({
      _entities: [{ name: 'name of p1' }, { name: null }, { name: null }],
    })
  })

  test('that leads to a person out of scope is null', async () => {
    expect(await ask('{ plot(code: "t1") { owner { personalId } } }', [[scopeOf(['A'])]])).toEqual({
      plot: { owner: { personalId: 'p1' } },
    })
    homes.set('p1', 'B')
    const answer = await ask('{ plot(code: "t1") { owner { personalId } } }', [[scopeOf(['A'])]])
    homes.set('p1', 'A')
    expect(answer).toEqual({ plot: { owner: null } })
  })

  test('that leads to open reference data is answered where its own record is in scope', async () => {
    const query = '{ case(code: "k1") { port { name } } port(code: "c1") { name } }'
    expect(await ask(query, inA, ['Case.port', 'Query.port'])).toEqual({
      case: { port: { name: 'Quy Nhơn' } },
      port: { name: 'Quy Nhơn' },
    })
    expect(await ask('{ case(code: "k2") { port { name } } }', inA, ['Case.port'])).toEqual({ case: { port: null } })
  })

  test('that nobody can place is null: a closed value on open data, a figure, a row that came by its own way', async () => {
    const query =
      '{ port(code: "c1") { depth } plotCount plotTotals(unit: "A") { count } strays { text } plot(code: "t1") { strays { text } } }'
    const only = ['Port.depth', 'Query.plotCount', 'Query.plotTotals', 'Query.strays', 'Plot.strays']
    expect(await ask(query, inA, only)).toEqual({
      port: { depth: null },
      plotCount: null,
      plotTotals: null,
      strays: [null],
      plot: { strays: [] },
    })
  })

  test('that stands twice at one place is limited by both', async () => {
    const document = limited(scopedSchema, '{ plots { nodes { code } } plots { nodes { code } } }', [])
    const [first, second] = (document.definitions[0] as never as { selectionSet: { selections: never[] } }).selectionSet
      .selections
    limitRows(first as never, [[scopeOf(['A', 'B'])]])
    limitRows(second as never, [[scopeOf(['B', 'C'])]])
    expect(await answerOf(document, scope())).toEqual({ plots: { nodes: [{ code: 't2' }] } })
  })
})

test('a scope of an agency reaches nothing here: only the exchange log has rows of one', async () => {
  const ofAgency = [[{ units: null, subjects: null, agency: 'GLI-STP' }]]
  const query =
    '{ cases { totalCount } plots { totalCount } person(personalId: "p1") { name } port(code: "c1") { name } }'
  expect(await ask(query, ofAgency)).toEqual({
    cases: { totalCount: 0 },
    plots: { totalCount: 0 },
    person: null,
    port: { name: 'Quy Nhơn' },
  })
})

test('where nothing is limited a field answers everything, and the register is not asked', async () => {
  residence.asked = 0
  const query =
    '{ cases { totalCount } plots { totalCount } persons(personalIds: ["p1", "p2"]) { name couples { code } } }'
  const { cases, plots, persons } = await answerOf(parse(query), scope())
  expect([cases.totalCount, plots.totalCount, persons.length]).toEqual([3, 3, 2])
  expect(residence.asked).toBe(0)
})
