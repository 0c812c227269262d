import type { ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { anonymous } from '../../schema/access/viewer.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { acceptedKeys } from '../../subgraphs/_kit/hop/accepted-keys.ts'
import { answerSealHeader } from '../../subgraphs/_kit/hop/answer-seal.ts'
import {
  type HandClock,
  handClock,
  type TestGateway,
  testGateway,
} from '../../subgraphs/_kit/hop/fixtures/signed-request.ts'
import type { HopContext } from '../../subgraphs/_kit/hop/hop-context.ts'
import { hopVerifier, type VerifiedHop } from '../../subgraphs/_kit/hop/verify-hop.ts'
import { type HopNotes, writeHopAnswer } from '../../subgraphs/_kit/http/hop-answer.ts'
import { type Listening, listen } from '../../subgraphs/_kit/http/listen.ts'
import { readBytes } from '../../subgraphs/_kit/http/read-body.ts'
import { refuseConnection, refuseHop } from '../../subgraphs/_kit/http/refuse-hop.ts'
import { beginExchange, type Exchange } from '../exchange.ts'
import { hubRemoteSource } from './hub-remote-source.ts'

const notes: HopNotes = { rows: 2, subjects: [['a1', ['Parcel.area']]], databases: ['land'], grantVersion: 9 }
const whole = writeHopAnswer({ answer: { data: { there: true } }, notes })

interface Asked {
  readonly body: unknown
  readonly context: HopContext
  readonly headers: readonly string[]
}
type Answering = (response: ServerResponse, hop: VerifiedHop, asked: Asked) => void

let clock: HandClock
let gateway: TestGateway
let subgraph: Listening
let asked: Asked[]
let said: string[]
let answering: Answering

const sealed =
  (text: string, status = 200): Answering =>
  (response, hop) => {
    response.writeHead(status, { [answerSealHeader]: hop.seal(Buffer.from(text)) }).end(text)
  }

beforeAll(async () => {
  clock = handClock()
  gateway = await testGateway(clock)
  const keys = acceptedKeys({ dataDir: gateway.dataDir, audience: 'land', now: clock.now })
  const verify = hopVerifier({ audience: 'land', keys, now: clock.now })
  subgraph = await listen(
    {
      refuse: refuseConnection,
      report: () => {},
      async answer(request, response) {
        const hop = await verify(request)
        const bytes = await readBytes(request, 10_000)
        if (!hop || typeof bytes === 'string' || !hop.admits(bytes)) return refuseHop(response)
        const one = { body: JSON.parse(bytes.toString()), context: hop.context, headers: Object.keys(request.headers) }
        asked.push(one)
        answering(response, hop, one)
      },
    },
    '127.0.0.1',
    0,
  )
})
afterAll(async () => {
  await subgraph.close()
  await gateway.end()
})
beforeEach(() => {
  asked = []
  said = []
  answering = sealed(whole)
})
afterEach(() => clock.pass(1))

const viewer = { ...anonymous, identity: 'land-officer', agency: 'GLI-SNNMT', databases: ['land'] }
const exchangeOf = (): Exchange =>
  beginExchange('r-7', clock.now(), {
    viewer,
    purpose: { given: true, code: 'LAND_ADMINISTRATION' },
    book: { version: 9, byAgency: new Map() },
    roles: [],
    now: clock.now(),
  })

const sourceAt = (url: string, name = 'land') =>
  hubRemoteSource({
    name,
    url,
    keys: gateway.keys,
    now: clock.now,
    rules: { types: new Map(), filters: new Map() } as never,
    say: (line) => said.push(line),
  })

const fetchBy = (
  source: ReturnType<typeof sourceAt>,
  exchange = exchangeOf(),
  request: object = { query: '{ there }' },
) =>
  source.process({
    request,
    context: { caller: { requestId: 'r-7', today: '2026-01-31', asking: exchange.asking }, exchange },
    kind: 'incoming operation',
  } as never)

describe('a split subgraph', () => {
  test('is asked with the fetch and the caller as he was judged, and nothing else of his request', async () => {
    const exchange = exchangeOf()
    const request = {
      query: 'query A($id: ID!) { there(id: $id) }',
      variables: { id: 'b1' },
      operationName: 'A',
      http: { headers: { authorization: 'Bearer x', cookie: 'y' } },
    }
    expect(await fetchBy(sourceAt(subgraph.url), exchange, request)).toEqual({ data: { there: true } })
    expect(asked).toEqual([
      {
        body: { query: request.query, variables: { id: 'b1' }, operationName: 'A' },
        context: {
          requestId: 'r-7',
          today: '2026-01-31',
          now: clock.now().toISOString(),
          viewer,
          purpose: 'LAND_ADMINISTRATION',
          grantVersion: 9,
          route: 'ANY',
        },
        headers: expect.not.arrayContaining(['authorization', 'cookie', 'x-purpose']),
      },
    ])
    expect([...exchange.databases]).toEqual(['land'])
    expect([exchange.notes.rows, [...exchange.remoteSubjects]]).toEqual([2, [['a1', new Set(['Parcel.area'])]]])
    expect(said).toEqual([])
  })

  test('that has judged by newer grants is told of, so that all is judged anew', async () => {
    const noted = async (grantVersion: number | null) => {
      const exchange = exchangeOf()
      answering = sealed(writeHopAnswer({ answer: { data: { there: null } }, notes: { ...notes, grantVersion } }))
      await fetchBy(sourceAt(subgraph.url), exchange)
      return exchange.newerGrants
    }
    expect([await noted(9), await noted(10), await noted(8)]).toEqual([null, 10, null])
    // Nothing above LOOKUP was asked, so nothing can be missing.
    expect(await noted(null)).toBeNull()
  })

  test('that holds no grants counts as missing where they are needed: its nulls are no values', async () => {
    answering = sealed(writeHopAnswer({ answer: { data: { there: null } }, notes: { ...notes, grantVersion: null } }))
    const strictly = (strictest: string) => Object.assign(exchangeOf(), { judged: { strictest, routes: new Map() } })
    for (const strictest of ['SHARED', 'RESTRICTED', 'SENSITIVE'])
      await expect(fetchBy(sourceAt(subgraph.url), strictly(strictest))).rejects.toMatchObject({
        extensions: { code: 'AGENCY_UNAVAILABLE' },
      })
    for (const strictest of ['OPEN', 'LOOKUP'])
      expect(await fetchBy(sourceAt(subgraph.url), strictly(strictest))).toEqual({ data: { there: null } })
  })

  test('adds what it notes of its reading to what others have noted', async () => {
    const exchange = exchangeOf()
    exchange.notes.rows = 5
    exchange.remoteSubjects.set('a1', new Set(['Vehicle.plate']))
    await fetchBy(sourceAt(subgraph.url), exchange)
    expect([exchange.notes.rows, [...exchange.remoteSubjects]]).toEqual([
      7,
      [['a1', new Set(['Vehicle.plate', 'Parcel.area'])]],
    ])
  })

  test('keeps its errors with code and place', async () => {
    const error = hubError('LIMIT_EXCEEDED', undefined, { path: ['there'] })
    answering = sealed(writeHopAnswer({ answer: { data: { there: null }, errors: [error] }, notes }))
    const answer = await fetchBy(sourceAt(subgraph.url))
    expect(JSON.stringify(answer)).toBe(JSON.stringify({ data: { there: null }, errors: [error] }))
  })

  test('is reached at the address with or without a sign at its end', async () => {
    expect(await fetchBy(sourceAt(`${subgraph.url}/`))).toEqual({ data: { there: true } })
  })

  test('is signed for anew with each request, so that none is taken for a replay', async () => {
    const source = sourceAt(subgraph.url)
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetchBy(source)))
    expect(answers).toEqual(Array(20).fill({ data: { there: true } }))
  })
})

describe('it is AGENCY_UNAVAILABLE and its answer counts for nothing', () => {
  const refusedBy = async (source: ReturnType<typeof sourceAt>) => {
    const exchange = exchangeOf()
    const error = await fetchBy(source, exchange).then(
      () => null,
      (thrown) => thrown,
    )
    expect([exchange.notes.rows, exchange.remoteSubjects.size]).toEqual([0, 0])
    return error?.extensions
  }
  const unavailable = () => ({ code: 'AGENCY_UNAVAILABLE', database: 'land', since: clock.now().toISOString() })

  test.each<[string, Answering, RegExp]>([
    ['where it refuses the hub', (response) => refuseHop(response), /401.*HUB_DATA_DIR/],
    ['where its answer has no seal', (response) => void response.end(whole), /not this subgraph/],
    [
      'where its answer was altered on the way',
      (response, hop) => {
        response.setHeader(answerSealHeader, hop.seal(Buffer.from(whole)))
        response.end(whole.replace('true', 'null'))
      },
      /not this subgraph/,
    ],
    ['where it answers with another status', sealed(whole, 500), /not this subgraph/],
    ['where its answer is none', sealed('{"data":{"there":true}}'), /another release/],
    ['where its answer is cut', sealed(whole.slice(0, -1)), /another release/],
    ['where it ends the connection', (response) => void response.destroy(), /does not answer/],
    [
      'where it points to another address',
      (response) => void response.writeHead(307, { location: `${subgraph.url}/graphql` }).end(),
      /does not answer/,
    ],
  ])('%s', async (_what, by, told) => {
    answering = by
    expect(await refusedBy(sourceAt(subgraph.url))).toEqual(unavailable())
    expect(said).toEqual([expect.stringMatching(told)])
    expect(said.join()).not.toMatch(/127\.0\.0\.1/)
  })

  test('where an older answer of its own is repeated', async () => {
    let first: string | undefined
    answering = (response, hop) => {
      first ??= hop.seal(Buffer.from(whole))
      response.writeHead(200, { [answerSealHeader]: first }).end(whole)
    }
    const source = sourceAt(subgraph.url)
    expect(await fetchBy(source)).toEqual({ data: { there: true } })
    expect(await refusedBy(source)).toEqual(unavailable())
  })

  test('where nobody listens, or somebody else’s subgraph does', async () => {
    expect(await refusedBy(sourceAt('http://127.0.0.1:1'))).toEqual(unavailable())
    expect(await refusedBy(sourceAt('file:///etc/passwd'))).toEqual(unavailable())
    expect(await refusedBy(sourceAt(subgraph.url, 'health'))).toEqual({ ...unavailable(), database: 'health' })
    expect(asked).toEqual([])
  })

  test('since the first failure in a row, told to the operator once until it is back', async () => {
    const source = sourceAt(subgraph.url)
    const since = clock.now().toISOString()
    answering = (response) => refuseHop(response)
    for (let round = 0; round < 3; round += 1) {
      expect((await refusedBy(source)).since).toBe(since)
      clock.pass(1_000)
    }
    expect(said).toHaveLength(1)
    answering = sealed(whole)
    expect(await fetchBy(source)).toEqual({ data: { there: true } })
    answering = (response) => refuseHop(response)
    expect((await refusedBy(source)).since).toBe(clock.now().toISOString())
    expect(said).toHaveLength(2)
  })
})
