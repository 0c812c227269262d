import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { identitySettings } from '../../schema/identity/settings.ts'
import { limits } from '../../schema/limits.ts'
import { logClient, logCollections } from '../../subgraphs/_kit/exchange-log/log-store.ts'
import {
  type ExchangeReader,
  type ExchangeRow,
  exchangeReader,
} from '../../subgraphs/_kit/exchange-log/read-exchanges.ts'
import { hopContext } from '../../subgraphs/_kit/hop/fixtures/signed-request.ts'
import { signHop } from '../../subgraphs/_kit/hop/sign-hop.ts'
import { openSigningKeys } from '../../subgraphs/_kit/hop/signing-keys.ts'
import { openSplitSubgraph, type SplitSubgraph } from '../../subgraphs/_kit/split-subgraph.ts'
import { testDataKeysFile } from '../setup/data-keys.ts'
import { closedCoordinates, giveGrants, grantOf, reader, readerPurpose, tokenFor } from '../setup/reader.ts'
import { splitConfig } from '../setup/split-config.ts'
import { waitFor } from '../setup/wait-for.ts'

const prefix = `foreign_router_${process.pid}`
const shared = String(process.env.TEST_MONGODB_URI)
const tokens = identitySettings({}, 'demo')

let dataDir: string
let split: SplitSubgraph
let log: ExchangeReader
let client: ReturnType<typeof logClient>
let officer: string
const said: string[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'foreign-router-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  // Grants and log of its own beside the data that all tests share.
  const own = shared.replace('/shared', `/${prefix}`)
  split = await openSplitSubgraph(
    splitConfig('land', dataDir, { mongodbUri: own, agencyUris: { land: shared, register: shared }, foreign: tokens }),
    { say: (line) => said.push(line), report: ({ error }) => said.push(String(error)) },
  )
  await waitFor(
    async () => split.grants.current(),
    (book) => book !== null,
  )
  client = logClient(own)
  log = exchangeReader(logCollections(client, own))
  officer = await tokenFor({ sub: 'land-officer', agency: 'GLI-SNNMT', databases: ['land'] }, dataDir)
}, 60_000)
afterAll(async () => {
  await client?.close()
  await split?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

interface Asked {
  readonly token?: string
  readonly purpose?: string
  readonly headers?: Record<string, string>
  readonly variables?: object
}

/** As a router forwards it: the caller's own token and purpose, and nothing of ours. */
async function ask(query: string, { token, purpose, headers, variables }: Asked = {}) {
  const response = await fetch(`${split.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(purpose ? { 'x-purpose': purpose } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  const body: any = await response.json()
  return { status: response.status, body, requestId: String(response.headers.get('x-request-id')) }
}

/** The record of one request; written before its answer, so it is there at once. */
async function recordOf(requestId: string): Promise<ExchangeRow | undefined> {
  return (await log.page({}, null, 100)).find((row) => row.requestId === requestId)
}

const parcels = '{ parcels(first: 2) { totalCount nodes { parcelId landUse } } }'
const entities =
  'query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename ... on Person { parcels(first: 2) { totalCount } } } }'

describe('a subgraph behind a router that is not ours', () => {
  test('gives its schema away, which is public, so that a router can compose it', async () => {
    const { status, body } = await ask('{ _service { sdl } }')
    expect(status).toBe(200)
    expect(body.data._service.sdl).toContain('@access(class: RESTRICTED')
  })

  test('answers open data to anybody, and writes its own record of it', async () => {
    const { body, requestId } = await ask('query Permits { mineralPermits(first: 2) { nodes { number } } }')
    expect(body.errors).toBeUndefined()
    expect(body.data.mineralPermits.nodes.length).toBeGreaterThan(0)
    expect(await recordOf(requestId)).toMatchObject({
      form: 'SUBGRAPH',
      identity: null,
      agency: null,
      operation: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), name: 'Permits' },
      databases: ['land'],
      status: 'ANSWERED',
      code: null,
      httpStatus: 200,
      refused: [],
    })
  })

  test('judges by itself: a stranger gets null and is told why, and so does a router that asks for entities', async () => {
    const list = await ask(parcels)
    expect(list.body.data).toEqual({ parcels: null })
    expect(list.body.errors[0].extensions).toMatchObject({
      code: 'ACCESS_DENIED',
      coordinate: 'Query.parcels',
      reason: 'NO_TOKEN',
    })
    expect(await recordOf(list.requestId)).toMatchObject({ status: 'REFUSED', answered: [], databases: [] })
    const keys = [{ __typename: 'Person', personalId: '052085000001' }]
    const found = await ask(entities, { variables: { keys } })
    expect(JSON.stringify(found.body.data)).not.toContain('totalCount')
    expect(found.body.errors[0].extensions.code).toBe('ACCESS_DENIED')
    expect(JSON.stringify([found.body, await recordOf(found.requestId)])).not.toContain('052085000001')
  })

  test('answers the owner’s officer for a purpose, and says in the record who and what for', async () => {
    expect((await ask(parcels, { token: officer })).body.errors[0].extensions.reason).toBe('NO_PURPOSE')
    const { body, requestId } = await ask(parcels, { token: officer, purpose: 'LAND_ADMINISTRATION' })
    expect(body.errors).toBeUndefined()
    expect(body.data.parcels.nodes).toHaveLength(2)
    expect(await recordOf(requestId)).toMatchObject({
      identity: 'land-officer',
      agency: 'GLI-SNNMT',
      purpose: 'LAND_ADMINISTRATION',
      answered: expect.arrayContaining(['Query.parcels', 'Parcel.landUse']),
      rows: expect.any(Number),
      status: 'ANSWERED',
    })
  })

  test('gives keys to those who may read them alone: to others neither in the clear nor under a seal', async () => {
    const own = shared.replace('/shared', `/${prefix}`)
    const withoutKeys = closedCoordinates().filter((coordinate) => coordinate !== 'Person.personalId')
    await giveGrants(own, [grantOf({ coordinates: withoutKeys })])
    const keys = '{ parcels(first: 20) { nodes { parcelId owners { person { __typename personalId } } } } }'
    const ids = ({ body }: Awaited<ReturnType<typeof ask>>) =>
      JSON.stringify(body).match(/"personalId":"\d{12}"/g) ?? []
    const consumer = await ask(keys, { token: await tokenFor(reader, dataDir), purpose: readerPurpose })
    expect(consumer.body.data.parcels.nodes).toHaveLength(20)
    expect(ids(consumer)).toEqual([])
    expect(JSON.stringify(consumer.body)).not.toContain('sealed:')
    expect(consumer.body.errors).toMatchObject([
      { extensions: { coordinate: 'Person.personalId', reason: 'NO_GRANT' } },
    ])
    // The department reads the keys that stand in its own records.
    const owner = await ask(keys, { token: officer, purpose: 'LAND_ADMINISTRATION' })
    expect(ids(owner).length).toBeGreaterThan(0)
    expect(owner.body.errors).toBeUndefined()
  })

  test('refuses a token that does not hold, in the catalogue’s words, and records that too', async () => {
    const { status, body, requestId } = await ask(parcels, { token: `${officer}x`, purpose: 'LAND_ADMINISTRATION' })
    expect([status, body.data, body.errors[0].extensions]).toEqual([401, undefined, { code: 'UNAUTHENTICATED' }])
    expect(await recordOf(requestId)).toMatchObject({ status: 'REFUSED', code: 'UNAUTHENTICATED', httpStatus: 401 })
  })

  test('believes no header of a hop, not even one that is signed', async () => {
    const keys = await openSigningKeys({ dataDir, now: () => new Date() })
    const body = Buffer.from(JSON.stringify({ query: parcels }))
    const context = { ...hopContext, viewer: { ...hopContext.viewer, databases: ['land'] } }
    const outgoing = { audience: 'land', method: 'POST', path: '/graphql', body, context, now: new Date() }
    const { token } = signHop(outgoing, await keys.signing('land'))
    const answer = await ask(parcels, { headers: { 'x-hub-hop': token, 'x-agency': 'GLI-SNNMT' } })
    expect(answer.body.data).toEqual({ parcels: null })
  })

  test('D02: ten thousand entities, forged keys and bombs end before anything is read', async () => {
    const many = Array(limits.foreignEntities + 1).fill({ __typename: 'Person', personalId: '052085000001' })
    expect((await ask(entities, { variables: { keys: many } })).body.errors[0].extensions.code).toBe('LIMIT_EXCEEDED')
    const bomb = `{ ...f0 } ${Array.from({ length: 18 }, (_, n) => `fragment f${n} on Query { a: mineralPermits { nodes { holder { ...g } } } ...f${n + 1} b: landUseTotals(unit: "1") { count } ...f${n + 1} }`).join(' ')} fragment f18 on Query { __typename } fragment g on Organization { taxCode }`
    expect((await ask(bomb)).body.errors[0].extensions.code).toBe('LIMIT_EXCEEDED')
    for (const key of [{ $ne: null }, { $regex: '.' }, ['052085000001'], 7, null]) {
      const keys = [{ __typename: 'Organization', taxCode: key, extra: { $where: '1' } }]
      const query =
        'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Organization { mineralPermits { totalCount } } } }'
      const { body } = await ask(query, { variables: { keys } })
      expect(body.data?._entities?.[0]?.mineralPermits?.totalCount ?? 0).toBe(0)
    }
    const unknown = await ask('query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename } }', {
      variables: { keys: [{ __typename: '__proto__' }, { __typename: 'Nothing' }] },
    })
    expect(JSON.stringify(unknown.body)).not.toMatch(/stack|node_modules|\.ts/)
  })

  test('serves only what it must: other paths and methods are named as elsewhere', async () => {
    const codeAt = async (path: string, method: string) => {
      const response = await fetch(`${split.url}${path}`, { method })
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] }
      return [response.status, errors[0]?.extensions.code]
    }
    expect(await codeAt('/', 'GET')).toEqual([404, 'NOT_FOUND'])
    expect(await codeAt('/graphql', 'GET')).toEqual([405, 'METHOD_NOT_ALLOWED'])
    expect(await codeAt('/metrics', 'GET')).toEqual([404, 'NOT_FOUND'])
    expect((await fetch(`${split.url}/health/live`)).status).toBe(200)
  })
})
