import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@apollo/composition'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { type HttpSubgraph, startHttpSubgraph } from '../setup/http-subgraph.ts'
import { startTestHub, type TestHub } from '../setup/hub.ts'

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires"])'
const books: Record<string, { id: string; title: string; weight: number }> = {
  b1: { id: 'b1', title: 'Truyện Kiều', weight: 300 },
  b2: { id: 'b2', title: 'Số đỏ', weight: 200 },
}

let shelf: HttpSubgraph
let shop: HttpSubgraph
let hub: TestHub
let folder: string

beforeAll(async () => {
  shelf = await startHttpSubgraph(
    'shelf',
    `${link} scalar Date type Query { book(id: ID!): Book books(first: Int = 10): [Book!]! broken: String today(day: Date): Date } type Book @key(fields: "id") { id: ID! title: String weight: Int }`,
    {
      Query: {
        book: (_: unknown, { id }: { id: string }) => books[id] ?? null,
        books: (_: unknown, { first }: { first: number }) => Object.values(books).slice(0, first),
        today: (_: unknown, { day }: { day: string }) => day,
        broken: () => {
          throw new Error('the shelf is broken')
        },
      },
      Book: { __resolveReference: ({ id }: { id: string }) => books[id] },
    },
  )
  shop = await startHttpSubgraph(
    'shop',
    `${link} type Book @key(fields: "id") { id: ID! weight: Int @external postage(express: Boolean = false): Int @requires(fields: "weight") }`,
    {
      Book: {
        __resolveReference: (book: object) => book,
        postage: ({ weight }: { weight: number }, { express }: { express: boolean }) => weight * (express ? 3 : 1),
      },
    },
  )
  const composed = composeServices(
    [shelf, shop].map(({ name, url, typeDefs }) => ({ name, url, typeDefs: parse(typeDefs) })),
  )
  folder = await mkdtemp(join(tmpdir(), 'foreign-'))
  const path = join(folder, 'supergraph.graphql')
  await writeFile(path, composed.supergraphSdl ?? '')
  hub = await startTestHub({ supergraph: path, mongodbUri: undefined })
})
afterAll(async () => {
  await hub?.stop()
  await Promise.all([shelf?.stop(), shop?.stop()])
  await rm(folder, { recursive: true, force: true })
})

describe('a foreign Federation 2 supergraph', () => {
  test('is served without a database', () => {
    expect(hub.hub.mongodbUri).toBeNull()
    expect(hub.hub.subgraphs).toEqual([])
  })

  test('is joined over HTTP, with variables and @requires', async () => {
    const answer = await hub.ask(
      'query ($id: ID!, $express: Boolean) { book(id: $id) { title postage(express: $express) } }',
      {
        id: 'b1',
        express: true,
      },
    )
    expect(answer).toEqual({ data: { book: { title: 'Truyện Kiều', postage: 900 } } })
  })

  test('answers the operation that is named', async () => {
    const document = 'query One { book(id: "b1") { title } } query Two { books(first: 1) { id } }'
    expect((await hub.ask(document, {}, 'One')).data).toEqual({ book: { title: 'Truyện Kiều' } })
    expect((await hub.ask(document, {}, 'Two')).data).toEqual({ books: [{ id: 'b1' }] })
    expect((await hub.ask(document)).errors?.[0].extensions.code).toBe('OPERATION_RESOLUTION_FAILURE')
  })

  test('asks the entities of a list in one request to the other subgraph', async () => {
    const before = shop.requests.length
    const answer = await hub.ask('{ books { title postage } }')
    expect(answer.data.books).toEqual([
      { title: 'Truyện Kiều', postage: 300 },
      { title: 'Số đỏ', postage: 200 },
    ])
    expect(shop.requests.length - before).toBe(1)
  })

  test('passes on the error of a source with its path, and the rest of the answer', async () => {
    const answer = await hub.ask('{ broken book(id: "b2") { title } }')
    expect(answer.data).toEqual({ broken: null, book: { title: 'Số đỏ' } })
    expect(answer.errors).toEqual([
      { message: 'the shelf is broken', path: ['broken'], extensions: { code: 'SUBGRAPH_ERROR' } },
    ])
  })

  test('keeps the foreign meaning of a scalar that bears a name of ours', async () => {
    expect(await hub.ask('query ($day: Date) { today(day: $day) }', { day: 'hôm nay' })).toEqual({
      data: { today: 'hôm nay' },
    })
  })

  test('refuses bad variables before any source is asked', async () => {
    const before = shelf.requests.length
    const answer = await hub.ask('query ($id: ID!) { book(id: $id) { title } }', {})
    expect(answer.errors?.[0].extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'id' })
    expect(shelf.requests.length).toBe(before)
  })

  test('loses only the fields of a source that is gone', async () => {
    await shop.stop()
    const answer = await hub.ask('{ books { title postage } }')
    expect(answer.data.books).toEqual([
      { title: 'Truyện Kiều', postage: null },
      { title: 'Số đỏ', postage: null },
    ])
    expect(answer.errors).toHaveLength(1)
    expect(answer.errors?.[0].extensions).toMatchObject({ code: 'AGENCY_UNAVAILABLE', database: 'shop' })
    expect(answer.extensions.completeness).toEqual([expect.objectContaining({ database: 'shop' })])
    expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|ECONN|stack/)
  })
})

describe('a supergraph file that cannot be served', () => {
  test.each([
    ['is missing', 'does-not-exist.graphql', null],
    ['is no SDL', 'text.graphql', 'this is no schema'],
    ['is a plain schema', 'plain.graphql', 'type Query { a: Int }'],
  ])('%s: the start is refused with a message that names SUPERGRAPH', async (_case, name, text) => {
    const path = join(folder, name)
    if (text !== null) await writeFile(path, text)
    await expect(startTestHub({ supergraph: path, mongodbUri: undefined })).rejects.toThrow(/^SUPERGRAPH/)
  })
})
