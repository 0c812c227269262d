import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../../../schema/limits.ts'
import { acceptedKeys } from '../hop/accepted-keys.ts'
import { answerSealHeader, isSealed } from '../hop/answer-seal.ts'
import {
  type HandClock,
  handClock,
  hopBody,
  hopContext,
  type TestGateway,
  testGateway,
} from '../hop/fixtures/signed-request.ts'
import type { HopContext } from '../hop/hop-context.ts'
import { hopHeader } from '../hop/hop-token.ts'
import type { OutgoingHop } from '../hop/sign-hop.ts'
import { hopVerifier } from '../hop/verify-hop.ts'
import { rawExchange } from './fixtures/raw-exchange.ts'
import { hopDoor } from './hop-door.ts'
import { type Listening, listen } from './listen.ts'
import type { GraphQLBody } from './read-body.ts'

const answerText = '{"data":{"there":true},"hop":{"rows":0,"subjects":[],"databases":[]}}'
const refusal = 'HTTP/1.1 401 Unauthorized\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'

let clock: HandClock
let gateway: TestGateway
let subgraph: Listening
let answer: () => Promise<string>
const asked: { body: GraphQLBody; context: HopContext }[] = []
const reports: unknown[] = []
beforeAll(async () => {
  clock = handClock()
  gateway = await testGateway(clock)
  const keys = acceptedKeys({ dataDir: gateway.dataDir, audience: 'land', now: clock.now })
  const door = hopDoor({
    verify: hopVerifier({ audience: 'land', keys, now: clock.now }),
    answer: (body, context) => {
      asked.push({ body, context })
      return answer()
    },
    report: (error) => reports.push(error),
  })
  subgraph = await listen(door, '127.0.0.1', 0)
})
afterAll(async () => {
  await subgraph.close()
  await gateway.end()
})
afterEach(() => {
  asked.length = 0
  reports.length = 0
  answer = async () => answerText
})
answer = async () => answerText

async function signed(changes: Partial<OutgoingHop> = {}, headers: Record<string, string> = {}) {
  const { token, nonce, key, body } = await gateway.sign(changes)
  const response = await fetch(`${subgraph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [hopHeader]: token, ...headers },
    body,
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { response, bytes, isSealed: isSealed(key, nonce, bytes, response.headers.get(answerSealHeader)) }
}

const post = (body: string | Buffer, headers: readonly string[] = [], line = 'POST /graphql HTTP/1.1') =>
  rawExchange(
    subgraph.url,
    `${[line, 'host: land', 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, ...headers].join('\r\n')}\r\n\r\n`,
    body,
  )
const query = (text: string, variables?: object) => JSON.stringify({ query: text, variables })

describe('its own gateway', () => {
  test('is answered, with a seal that fits this answer to this request', async () => {
    const { response, bytes, isSealed } = await signed()
    expect([response.status, bytes.toString(), isSealed]).toEqual([200, answerText, true])
    expect(asked).toEqual([{ body: { query: '{ there }' }, context: hopContext }])
  })

  test('is answered over one connection again and again', async () => {
    for (let round = 0; round < 20; round += 1) expect((await signed()).response.status).toBe(200)
    expect(asked).toHaveLength(20)
  })

  test('may send more than a caller may send to the hub, up to a bound', async () => {
    const big = (bytes: number) => Buffer.from(query('{ there }', { x: 'x'.repeat(bytes) }))
    expect((await signed({ body: big(2 * limits.requestBodyBytes) })).response.status).toBe(200)
    expect((await signed({ body: big(limits.hopBodyBytes) })).response.status).toBe(401)
  })

  test('D14: gets no header that a cache or a browser would keep', async () => {
    const { response } = await signed()
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect([...response.headers.keys()].sort()).toEqual(
      [
        ...['cache-control', 'connection', 'content-length', 'content-type', 'date', 'keep-alive'],
        ...['referrer-policy', 'x-content-type-options', answerSealHeader],
      ].sort(),
    )
  })

  test('D12: gets no trace, whatever is asked of the library', async () => {
    const headers = { 'apollo-federation-include-trace': 'ftv1', 'apollo-query-plan-experimental': 'true' }
    expect((await signed({}, headers)).bytes.toString()).toBe(answerText)
  })

  test('that sends no GraphQL is told so without a word', async () => {
    const { response, bytes } = await signed({ body: Buffer.from('{"query":7}') })
    expect([response.status, bytes.byteLength]).toEqual([400, 0])
    expect(asked).toEqual([])
  })

  test('hears nothing of a failure of ours, which is reported', async () => {
    answer = () => Promise.reject(new Error('mongodb://an:mat-khau@10.1.2.3'))
    await expect(signed()).rejects.toThrow()
    expect(reports).toEqual([expect.objectContaining({ message: 'mongodb://an:mat-khau@10.1.2.3' })])
  })
})

describe('D01, D02: everybody else gets 401 with nothing in it, the same bytes for every cause', () => {
  const introspection = query('{ __schema { types { name } } }')
  const forged = { representations: [{ __typename: 'Person', personalId: { $ne: null }, extra: 1 }] }
  const entities = query('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', forged)

  test.each([
    ['a query', query('{ there }')],
    ['_service', query('{ _service { sdl } }')],
    ['introspection', introspection],
    ['_entities with forged keys', entities],
    ['nothing', ''],
    ['no JSON', '{'],
    ['a batch', `[${query('{ there }')}]`],
    ['ten thousand entities', query('{ x }', { r: Array(10_000).fill({ __typename: 'Person' }) })],
  ])('%s', async (_what, body) => {
    expect(await post(body)).toBe(refusal)
    expect(asked).toEqual([])
  })

  test('also where the process runs as in production', async () => {
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    try {
      for (const body of [query('{ _service { sdl } }'), introspection, entities])
        expect(await post(body)).toBe(refusal)
    } finally {
      process.env.NODE_ENV = before
    }
  })

  test('with headers that claim to be somebody', async () => {
    const claims = [
      ...['authorization: Bearer x', 'x-purpose: INSPECTION', 'x-role: admin', 'x-agency: GLI-SYT'],
      ...['cookie: hop=1', 'x-http-method-override: GET', 'apollo-federation-include-trace: ftv1'],
    ]
    expect(await post(query('{ there }'), claims)).toBe(refusal)
  })

  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD', 'CONNECT', 'TRACE'])(
    'with the method %s',
    async (method) => {
      expect(await post('', ['connection: close'], `${method} /graphql HTTP/1.1`)).toBe(refusal)
    },
  )

  test.each(['/', '/graphql?query={there}', '/graphql/', '/health/ready', '/health', '/metrics', '/playground', '*'])(
    'at the path %s',
    async (path) => {
      const { token } = await gateway.sign({ path })
      expect(await post(hopBody, [`${hopHeader}: ${token}`], `POST ${path} HTTP/1.1`)).toBe(refusal)
      expect(await post('', ['connection: close'], `GET ${path} HTTP/1.1`)).toBe(refusal)
      expect(asked).toEqual([])
    },
  )

  test('with a token that is replayed, cut, for another body, another subgraph, expired, of the future, or sent twice', async () => {
    const used = await gateway.sign()
    const once = await post(used.body, [`${hopHeader}: ${used.token}`, 'connection: close'])
    expect(once).toMatch(/^HTTP\/1\.1 200 OK/)
    const late = await gateway.sign({ now: new Date(clock.now().getTime() - limits.hopLifeMs) })
    const future = await gateway.sign({ now: new Date(clock.now().getTime() + 2 * limits.hopClockSkewMs) })
    const other = await gateway.sign({ audience: 'health' })
    const fresh = await gateway.sign()
    const tried = [
      [`${hopHeader}: ${used.token}`],
      [`${hopHeader}: ${fresh.token.slice(0, -1)}`],
      [`${hopHeader}: ${late.token}`],
      [`${hopHeader}: ${future.token}`],
      [`${hopHeader}: ${other.token}`],
      [`${hopHeader}: ${fresh.token}`, `${hopHeader}: ${fresh.token}`],
    ]
    for (const headers of tried) expect(await post(hopBody, headers)).toBe(refusal)
    expect(await post(query('{ _service { sdl } }'), [`${hopHeader}: ${fresh.token}`])).toBe(refusal)
    expect(asked).toHaveLength(1)
  })

  test('with a connection that is no HTTP, or not the HTTP that the gateway speaks', async () => {
    const hello = 'POST /graphql HTTP/1.1\r\n'
    for (const bytes of [
      '\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n',
      'hello\r\n\r\n',
      `${hello}\r\n`,
      `${hello}host: land\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${hello}host: land\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n`,
      `${hello}host: land\r\nexpect: the-unexpected\r\ncontent-length: 0\r\n\r\n`,
      `${hello}host: land\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
      `${hello}host: land\r\n${'x: y\r\n'.repeat(limits.requestHeaders)}\r\n`,
      `${hello}host: land\r\nx: ${'y'.repeat(64 * 1024)}\r\n\r\n`,
      `POST /graphql HTTP/1.0\r\n\r\n`,
    ])
      expect(await rawExchange(subgraph.url, bytes)).toBe(refusal)
    expect(asked).toEqual([])
  })

  test('with a body that is too large, however it is announced', async () => {
    const { token } = await gateway.sign()
    const header = `${hopHeader}: ${token}`
    const announced = `POST /graphql HTTP/1.1\r\n${header}\r\ncontent-length: ${limits.hopBodyBytes + 1}\r\n\r\n`
    expect(await rawExchange(subgraph.url, announced)).toBe(refusal)
  })
})

test('whether the process lives is told to anybody, and nothing else', async () => {
  const response = await fetch(`${subgraph.url}/health/live`)
  expect([response.status, await response.text()]).toEqual([200, '{"status":"live"}'])
  expect((await fetch(`${subgraph.url}/health/live`, { method: 'HEAD' })).status).toBe(200)
  expect((await fetch(`${subgraph.url}/health/live`, { method: 'POST' })).status).toBe(401)
  expect((await fetch(`${subgraph.url}/health/live?x`)).status).toBe(401)
})
