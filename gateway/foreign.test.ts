import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@apollo/composition'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { type HttpSubgraph, startHttpSubgraph } from '../test/setup/http-subgraph.ts'
import { strangerContext } from '../test/setup/hub-context.ts'
import { ConfigError } from './config.ts'
import { foreignGraph } from './foreign.ts'

let shelf: HttpSubgraph
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foreign-graph-'))
  shelf = await startHttpSubgraph('shelf', 'type Query { day(of: Date): Date } scalar Date', {
    Query: { day: (_: unknown, { of }: { of: string }) => of },
  })
})
afterAll(async () => {
  await shelf.stop()
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

const composed = (sdl: string, url: string) =>
  composeServices([
    {
      name: 'shelf',
      url,
      typeDefs: parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.3") ${sdl}`),
    },
  ]).supergraphSdl ?? ''

const open = { introspection: true, mode: 'demo' } as const

describe('a foreign supergraph', () => {
  test('is served from its addresses, with its own meaning of every scalar', async () => {
    const graph = await foreignGraph(await file('good.graphql', composed(shelf.typeDefs, shelf.url)), open)
    const answer = await graph.answer(
      { query: 'query ($d: Date) { day(of: $d) }', variables: { d: 'hôm nay' } },
      undefined,
      strangerContext(),
    )
    expect(JSON.parse(answer.body)).toEqual({ data: { day: 'hôm nay' } })
    await graph.stop()
  })

  test('with an address that is none loses the fields behind it, and says so', async () => {
    const graph = await foreignGraph(
      await file('nowhere.graphql', composed(shelf.typeDefs, 'http://127.0.0.1:1/')),
      open,
    )
    const answer = await graph.answer({ query: '{ day(of: "x") }' }, undefined, strangerContext())
    expect(JSON.parse(answer.body)).toMatchObject({
      data: { day: null },
      errors: [{ extensions: { code: 'AGENCY_UNAVAILABLE', database: 'shelf' } }],
    })
    expect(answer.body).not.toContain('127.0.0.1')
    await graph.stop()
  })
})

describe('a file that is no supergraph is refused with the name of the setting', () => {
  test.each([
    ['missing', null],
    ['empty', ''],
    ['no SDL', 'hello'],
    ['a plain schema', 'type Query { a: Int }'],
    ['SDL of a subgraph', 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3") type Query { a: Int }'],
  ])('%s', async (name, text) => {
    const path = text === null ? join(folder, 'nothing') : await file(`${name}.graphql`, text)
    const refused = await foreignGraph(path, open).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ConfigError)
    expect((refused as Error).message).toMatch(/^SUPERGRAPH: /)
  })
})
