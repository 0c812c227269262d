import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { cursorSeal, newCursorKey } from './cursor.ts'
import { rootByKey } from './fields.ts'
import { fixtureAgency } from './fixtures/fixture-agency.ts'
import { ownUri } from './fixtures/own-database.ts'
import { childList, rootList } from './lists.ts'
import { referenceBy } from './reference.ts'
import { openSubgraph, type Subgraph } from './subgraph.ts'

const agency = fixtureAgency('parcels', {
  typeDefs: `
    extend type Query {
      parcel(code: ID!): Parcel
      parcels(orderBy: ParcelOrderBy, direction: SortDirection = ASC, first: Int = 20, after: String): ParcelConnection
      broken: String
      today: String
    }
    type Parcel @key(fields: "code") { code: ID area: Float broken: String uses(first: Int = 20, after: String): UseConnection }
    type Use { name: String }
    enum ParcelOrderBy { area }
  `,
  collections: {
    parcels: {
      schema: new mongoose.Schema({
        _id: String,
        code: { type: String, index: true },
        area: { type: Number, index: true },
      }),
    },
    uses: { schema: new mongoose.Schema({ _id: String, code: { type: String, index: true }, name: String }) },
  },
  resolvers: {
    Query: {
      parcel: rootByKey('parcels', 'code'),
      parcels: rootList({ collection: 'parcels', where: {}, orderBy: { area: 'area' } }),
      today: (_parent, _args, { caller }) => caller.today,
      broken: () => {
        throw new Error('052085000001 of mongodb://an:mat-khau@10.1.2.3')
      },
    },
    Parcel: {
      __resolveReference: referenceBy('parcels', 'code') as never,
      uses: childList('uses', 'code', 'code'),
      broken: ({ code }) => {
        throw new Error(`no words about ${code}`)
      },
    },
  },
})

const reports: { subgraph: string; requestId: string; error: unknown }[] = []
let subgraph: Subgraph
beforeAll(async () => {
  subgraph = openSubgraph(agency, {
    uri: ownUri('kit_subgraph'),
    now: () => new Date(),
    cursors: cursorSeal(newCursorKey()),
    access: null,
    report: (failure) => reports.push(failure),
  })
  await subgraph.database.firstAttempt
  const { connection } = subgraph.database
  const codes = ['a', 'b', 'c', 'd', 'e']
  await connection
    .collection<{ _id: string }>('parcels')
    .insertMany(codes.map((code, index) => ({ _id: code, code, area: index % 2 })))
  await connection
    .collection<{ _id: string }>('uses')
    .insertMany(codes.map((code) => ({ _id: `u-${code}`, code, name: `use of ${code}` })))
})
afterAll(async () => {
  await subgraph.database.connection.dropDatabase()
  await subgraph.close()
})

const caller = () => ({ requestId: 'r-1', today: '2026-01-31' })
const ask = (query: string, variables?: Record<string, unknown>, by = caller()) =>
  subgraph.handle({ query, variables, caller: by })

/** The commands of one request, and its answer as a caller would read it. */
async function counted(query: string) {
  const commands: string[] = []
  const client = subgraph.database.connection.getClient()
  const note = ({ commandName }: { commandName: string }) => commands.push(commandName)
  client.on('commandStarted', note)
  const answer = JSON.parse(JSON.stringify(await ask(query)))
  client.off('commandStarted', note)
  return { commands: commands.filter((name) => name === 'find' || name === 'aggregate' || name === 'getMore'), answer }
}

describe('the cost of a request', () => {
  test('a page is one command, a count one, and the lists below all rows one for pages and one for counts', async () => {
    expect((await counted('{ parcels { nodes { code } pageInfo { hasNextPage endCursor } } }')).commands).toEqual([
      'find',
    ])
    expect((await counted('{ parcels { totalCount } }')).commands).toEqual(['aggregate'])
    const { commands, answer } = await counted(
      '{ parcels { totalCount nodes { uses { totalCount nodes { name } } } } }',
    )
    expect(commands.sort()).toEqual(['aggregate', 'aggregate', 'aggregate', 'find'])
    expect(answer.data.parcels.nodes[4].uses).toEqual({ totalCount: 1, nodes: [{ name: 'use of e' }] })
  })

  test('many aliases of one root are one command', async () => {
    const { commands, answer } = await counted(
      '{ a: parcel(code: "a") { area } b: parcel(code: "b") { area } x: parcel(code: "x") { area } }',
    )
    expect(commands).toEqual(['find'])
    expect(answer.data).toEqual({ a: { area: 0 }, b: { area: 1 }, x: null })
  })
})

describe('an answer', () => {
  test('is read page by page through cursors in the text', async () => {
    const codes: string[] = []
    let after: string | null = null
    do {
      const query =
        'query ($after: String) { parcels(orderBy: area, direction: DESC, first: 2, after: $after) { edges { node { code } } pageInfo { hasNextPage endCursor } } }'
      // biome-ignore lint/suspicious/noExplicitAny: the answer's shape is what is asserted
      const { parcels }: any = (await ask(query, { after })).data
      codes.push(...parcels.edges.map((edge: { node: { code: string } }) => edge.node.code))
      after = parcels.pageInfo.hasNextPage ? parcels.pageInfo.endCursor : null
    } while (after)
    expect(codes).toEqual(['d', 'b', 'e', 'c', 'a'])
  })

  test('of equal requests has equal bytes, cursors included', async () => {
    const query = '{ parcels(orderBy: area, first: 3) { edges { cursor } pageInfo { startCursor endCursor } } }'
    expect(JSON.stringify(await ask(query))).toBe(JSON.stringify(await ask(query)))
  })

  test('to entities is in the order of their representations, null where nobody bears the key', async () => {
    const query = 'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Parcel { code area } } }'
    const keys = ['e', 'x', 'a'].map((code) => ({ __typename: 'Parcel', code }))
    expect((await ask(query, { keys })).data).toEqual({
      _entities: [{ code: 'e', area: 0 }, null, { code: 'a', area: 0 }],
    })
  })

  test('knows its caller', async () => {
    expect((await ask('{ today }', {}, { requestId: 'r', today: '2025-07-01' })).data).toEqual({ today: '2025-07-01' })
  })

  test('takes the operation that is named', async () => {
    const query = 'query One { a: today } query Two { b: today }'
    const two = await subgraph.handle({ query, operationName: 'Two', caller: caller() })
    expect(two).toEqual({ data: { b: '2026-01-31' } })
  })
})

describe('a failure', () => {
  test('of ours costs its field, is reported with the request and says nothing of itself', async () => {
    reports.length = 0
    const answer = await ask('{ broken today }')
    expect(answer.data).toEqual({ broken: null, today: '2026-01-31' })
    expect(answer.errors?.map((error) => error.toJSON())).toEqual([
      {
        message: expect.stringContaining('Lỗi bên trong nền tảng'),
        path: ['broken'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ])
    expect(JSON.stringify(answer)).not.toMatch(/052085000001|10\.1\.2\.3/)
    expect(reports).toEqual([{ subgraph: 'parcels', requestId: 'r-1', error: expect.any(Error) }])
  })

  test('of the caller bears its code and its argument', async () => {
    const answer = await ask('{ parcels(after: "nothing of ours") { totalCount } }')
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' })
    expect(answer.data).toEqual({ parcels: null })
  })

  test('of a document that does not fit reads nothing', async () => {
    const { commands, answer } = await counted('{ nothing }')
    expect([answer.data, answer.errors.length, commands]).toEqual([undefined, 1, []])
  })

  test('of the database is AGENCY_UNAVAILABLE at once, and the rest of the answer stays', async () => {
    const lost = openSubgraph(agency, {
      uri: 'mongodb://127.0.0.1:1/?directConnection=true',
      now: () => new Date('2026-01-31T01:00:00Z'),
      cursors: cursorSeal(newCursorKey()),
      access: null,
      report: (failure) => reports.push(failure),
    })
    reports.length = 0
    const answer = await lost.handle({
      query: '{ today parcels { nodes { code } } parcel(code: "a") { area } }',
      caller: caller(),
    })
    await lost.close()
    expect(answer.data).toEqual({ today: '2026-01-31', parcels: null, parcel: null })
    expect(answer.errors?.map(({ path, extensions }) => [path?.[0], extensions]).sort()).toEqual(
      ['parcel', 'parcels'].map((field) => [
        field,
        { code: 'AGENCY_UNAVAILABLE', database: 'parcels', since: '2026-01-31T01:00:00.000Z' },
      ]),
    )
    expect(reports).toEqual([])
  })
})
