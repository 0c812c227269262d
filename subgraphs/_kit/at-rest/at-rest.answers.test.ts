import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { cursorSeal, newCursorKey } from '../cursor.ts'
import { changingKeys, clinicAgency, rings } from '../fixtures/clinic-agency.ts'
import { ownUri } from '../fixtures/own-database.ts'
import { childList, rootList } from '../lists.ts'
import { referenceKey } from '../reference.ts'
import type { Row } from '../row.ts'
import { openSubgraph, type Subgraph } from '../subgraph.ts'
import { sealRow } from './at-rest.ts'

const sensitive = '@access(class: SENSITIVE, basis: "Dữ liệu cá nhân nhạy cảm")'
const shared = '@access(class: SHARED, basis: "Chia sẻ mặc định")'
const agency = clinicAgency({
  typeDefs: `
    type Visit { ward: String ${shared} illness: String ${sensitive} ill: Boolean ${sensitive} drugs: [String!] ${sensitive} }
    type Person @key(fields: "personalId") { personalId: PersonalId ${shared} visits(first: Int, after: String): VisitConnection ${sensitive} }
    extend type Query { visits(first: Int, after: String): VisitConnection ${sensitive} }`,
  resolvers: {
    Query: { visits: rootList({ collection: 'visits', where: {}, orderBy: {} }) },
    Person: { __resolveReference: referenceKey(), visits: childList('visits', 'personalId', 'personId') },
  },
})
const rows: Row[] = [1, 2, 3].map((n) => ({
  _id: `v${n}`,
  personId: n === 3 ? '052088000002' : '052088000001',
  illness: `J18.${n}`,
  ill: n !== 2,
  drugs: [`drug ${n}`],
  month: '2026-01',
  ward: `w${n}`,
}))

const keys = changingKeys()
const failures: unknown[] = []
let subgraph: Subgraph
beforeAll(async () => {
  subgraph = openSubgraph(agency, {
    uri: ownUri('sealed_answers'),
    access: null,
    now: () => new Date(),
    cursors: cursorSeal(newCursorKey()),
    report: (failure) => failures.push(failure),
    dataKeys: keys,
  })
  await subgraph.database.firstAttempt
})
afterAll(async () => {
  await subgraph.database.connection.dropDatabase()
  await subgraph.close()
})
beforeEach(async () => {
  keys.use(rings.before)
  failures.length = 0
  await visits().deleteMany({})
  await visits().insertMany(rows.map((row) => sealRow(subgraph.database.atRest, 'visits', row)) as never[])
})

const visits = () => subgraph.database.connection.collection<Row>('visits')
const fields = 'totalCount nodes { ward illness ill drugs }'
const ask = (query: string, variables = {}) =>
  subgraph.handle({ query, variables, caller: { requestId: 'test', today: '2026-06-30' } as never })
const nodesOf = (data: unknown): Row[] => (data as { visits: { nodes: Row[] } }).visits.nodes
const stored = async (id: string): Promise<Row> => (await visits().findOne({ _id: id as never })) as Row

test('what was sealed is answered as it was, from a list and from its person', async () => {
  const { data, errors } = await ask(`{ visits { ${fields} } }`)
  expect(errors).toBeUndefined()
  expect(data).toEqual({
    visits: { totalCount: 3, nodes: rows.map(({ ward, illness, ill, drugs }) => ({ ward, illness, ill, drugs })) },
  })
  const person = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { visits { ${fields} } } } }`
  const of = ['052088000001', '052088000002'].map((personalId) => ({ __typename: 'Person', personalId }))
  const told = (await ask(person, { of })).data?._entities as { visits: { nodes: Row[] } }[]
  expect(told.map(({ visits }) => visits.nodes.map(({ illness }) => illness))).toEqual([['J18.1', 'J18.2'], ['J18.3']])
})

describe('a value that does not open is null, our failure, and shown to nobody', () => {
  const altered: [string, (one: Row, two: Row) => Row][] = [
    ['moved from another row', (_one, two) => ({ illness: two.illness })],
    ['moved from another field', (one) => ({ illness: one.drugs })],
    ['cut', (one) => ({ illness: one.illness.slice(0, -4) })],
    ['written by hand', () => ({ illness: 'J99' })],
    ['sealed by nobody knows whom', (one) => ({ illness: one.illness.replace('s1:old:', 's1:new:') })],
  ]

  test.each(altered)('%s', async (_how, change) => {
    const next = change(await stored('v1'), await stored('v2'))
    await visits().updateOne({ _id: 'v1' as never }, { $set: next })
    const { data, errors } = await ask(`{ visits { ${fields} } }`)
    const told = nodesOf(data)
    expect(told[0]).toEqual({ ward: 'w1', illness: null, ill: true, drugs: ['drug 1'] })
    expect(told[1]?.illness).toBe('J18.2')
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['visits', 'nodes', 0, 'illness'], 'INTERNAL_SERVER_ERROR'],
    ])
    const said =
      JSON.stringify(errors) + failures.map((failure) => String((failure as { error: unknown }).error)).join()
    expect(said).toMatch(/visits\.illness (was altered|is cut|holds a value|is sealed by a key)/)
    expect(said).not.toMatch(/J18|J99|s1:|v1|052088/)
  })

  test('without the key, for every sensitive field of every row', async () => {
    keys.use(rings.after)
    const { data, errors } = await ask(`{ visits { ${fields} } }`)
    expect(nodesOf(data)).toEqual(rows.map(({ ward }) => ({ ward, illness: null, ill: null, drugs: null })))
    expect(errors).toHaveLength(9)
    expect(JSON.stringify([data, errors])).not.toContain('s1:')
  })
})
