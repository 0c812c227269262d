import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { bookOf, granted } from '../../schema/access/fixtures/small-province.ts'
import { anonymous } from '../../schema/access/viewer.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import type { Desk } from '../../subgraphs/_kit/desk.ts'
import type { ExchangeLog } from '../../subgraphs/_kit/exchange-log/exchange-log.ts'
import type { ExchangeRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { rateLimiter } from '../abuse/rate-limit.ts'
import type { HubContext } from '../plan/context.ts'
import { stubDoor } from './fixtures/stub-door.ts'
import { openStubServer, type RawAnswer, type StubServer, stubAnswer } from './fixtures/stub-server.ts'

const officer = { ...anonymous, identity: 'officer', agency: 'GLI-ST' }
const book = bookOf([granted('Person.fullName')], 7)
const desk = {} as Desk

let hub: StubServer
let contexts: HubContext[]
let records: ExchangeRecord[]
let rate = rateLimiter({ perSecond: 1_000 })
let fails: Error | null
/** The grants that this process holds, those that it can get, and those by which a subgraph judges. */
let held = book
let newer: typeof book | null = null
let elsewhere: number | null = null
let turning = false

beforeAll(async () => {
  hub = await openStubServer({
    door: {
      ...stubDoor(() => hub.stub.graph),
      identify: async ({ headers }) => {
        if (fails) throw fails
        return headers.authorization ? officer : anonymous
      },
      purposes: new Set(['HEALTH_CARE']),
      book: () => held,
      catchUp: async (version) => {
        if (newer && newer.version >= version) held = newer
        return held.version >= version
      },
      rate: { take: (key) => rate.take(key), takeRefusedCounts: () => rate.takeRefusedCounts() },
      desk: () => desk,
      log: () =>
        ({
          append: async (record: ExchangeRecord) => {
            records.push(record)
            return { writer: 'w', index: 0, hash: 'h', text: 'w.0.h' }
          },
          ready: () => true,
        }) as unknown as ExchangeLog,
    },
  })
  hub.stub.graph = {
    ...(hub.stub.graph as NonNullable<typeof hub.stub.graph>),
    async answer(_body, _accept, context) {
      contexts.push(context)
      const version = context.exchange.asking.book?.version ?? null
      if (version !== null && elsewhere !== null && elsewhere > version) context.exchange.newerGrants = elsewhere
      if (turning && elsewhere !== null) elsewhere += 1
      context.exchange.outcome = { answered: true, partial: false, code: null }
      return { status: 200, contentType: 'application/json; charset=utf-8', body: stubAnswer }
    },
  }
})
afterAll(() => hub.close())
beforeEach(() => {
  contexts = []
  records = []
  fails = null
  held = book
  newer = null
  elsewhere = null
  turning = false
  rate = rateLimiter({ perSecond: 1_000 })
})

const ask = (...headers: string[]) => hub.post({ query: '{ there }' }, ['content-type: application/json', ...headers])
const codeOf = ({ body }: RawAnswer) => JSON.parse(body).errors?.[0]?.extensions.code

describe('a request', () => {
  test('reaches the graph with who asks, for what, by which grants, and when', async () => {
    await ask('authorization: Bearer x', 'x-purpose: HEALTH_CARE')
    const { caller, exchange } = contexts[0] as HubContext
    expect(exchange.asking).toEqual({
      viewer: officer,
      purpose: { given: true, code: 'HEALTH_CARE' },
      book,
      roles: [],
      now: new Date('2026-01-31T01:00:00Z'),
    })
    expect(caller).toMatchObject({ today: '2026-01-31', requestId: exchange.requestId })
    // One and the same: what a subgraph notes is what the log records.
    expect(caller.asking).toBe(exchange.asking)
    expect(caller.notes).toBe(exchange.notes)
    expect(caller.desk).toBe(desk)
  })

  test.each([
    [[], { given: false, code: null }],
    [['x-purpose: HEALTH_CARE'], { given: true, code: 'HEALTH_CARE' }],
    [['x-purpose: NO_SUCH'], { given: true, code: null }],
    [['x-purpose: health_care'], { given: true, code: null }],
    [['x-purpose:'], { given: true, code: null }],
    [['x-purpose: HEALTH_CARE', 'x-purpose: HEALTH_CARE'], { given: true, code: null }],
    [['purpose: HEALTH_CARE'], { given: false, code: null }],
  ])('with %j has the purpose %j', async (headers, purpose) => {
    await ask(...headers)
    expect(contexts[0]?.exchange.asking.purpose).toEqual(purpose)
  })

  test('is recorded with the hash of its document, and never with its text', async () => {
    const query = '{ person(personalId: "052085000001") { fullName } }'
    await hub.post({ query })
    expect(records[0]?.operation.hash).toBe(createHash('sha256').update(query).digest('hex'))
    expect(JSON.stringify(records)).not.toContain('052085000001')
    expect(records[0]).toMatchObject({ grantVersion: 7, status: 'ANSWERED', identity: null })
  })
})

describe('an answer of which a subgraph has judged a part by newer grants', () => {
  const versions = () => contexts.map(({ exchange }) => exchange.asking.book?.version ?? null)

  test('is made anew by those, whole, and recorded once', async () => {
    elsewhere = 8
    newer = bookOf([], 8)
    expect((await ask('authorization: Bearer x', 'x-purpose: HEALTH_CARE')).status).toBe(200)
    expect(versions()).toEqual([7, 8])
    expect(records).toMatchObject([{ grantVersion: 8, purpose: 'HEALTH_CARE' }])
    const [first, second] = contexts.map(({ exchange }) => exchange)
    expect([second?.requestId, second?.begun, second?.operation.hash]).toEqual([
      first?.requestId,
      first?.begun,
      first?.operation.hash,
    ])
    expect(second?.notes).not.toBe(first?.notes)
  })

  test('is made without any where they cannot be had, or change faster than they come', async () => {
    elsewhere = 8
    await ask('authorization: Bearer x')
    expect(versions()).toEqual([7, null])
    // One is behind by the time that it is there.
    elsewhere = 9
    newer = bookOf([], 9)
    turning = true
    contexts = []
    await ask('authorization: Bearer x')
    expect(versions()).toEqual([7, 9, null])
    expect(records.map(({ grantVersion }) => grantVersion)).toEqual([null, null])
  })
})

describe('a token that does not hold', () => {
  test('is refused before anything is asked, with how to do better, and is recorded as nobody’s', async () => {
    fails = hubError('UNAUTHENTICATED')
    const answer = await ask('authorization: Bearer forged', 'x-purpose: HEALTH_CARE')
    expect([answer.status, codeOf(answer), answer.headers['www-authenticate']]).toEqual([
      401,
      'UNAUTHENTICATED',
      'Bearer',
    ])
    expect(contexts).toEqual([])
    expect(records).toMatchObject([
      { identity: null, agency: null, status: 'REFUSED', code: 'UNAUTHENTICATED', httpStatus: 401 },
    ])
  })

  test('is not what a failure of ours is taken for', async () => {
    fails = new Error('the key server is on fire')
    const answer = await ask('authorization: Bearer x')
    expect([answer.status, codeOf(answer)]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
    expect(answer.body).not.toContain('fire')
    expect(hub.reports.map(({ error }) => (error as Error).message)).toEqual(['the key server is on fire'])
  })
})

describe('beyond the rate', () => {
  test('a request is refused before its body is read, and leaves no record of its own', async () => {
    rate = rateLimiter({ perSecond: 1, now: () => 0 })
    expect((await ask()).status).toBe(200)
    const answer = await ask()
    expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([429, 'RATE_LIMITED', '1'])
    expect([contexts.length, records.length]).toEqual([1, 1])
    expect([...rate.takeRefusedCounts().values()]).toEqual([1])
  })

  test('callers with a token are counted by identity, strangers by address', async () => {
    rate = rateLimiter({ perSecond: 1, now: () => 0 })
    const both = [await ask(), await ask('authorization: Bearer x')]
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect([(await ask()).status, (await ask('authorization: Bearer x')).status]).toEqual([429, 429])
  })
})

describe('what is no request for the graph', () => {
  test('is refused with its code, and recorded as failed', async () => {
    expect(codeOf(await hub.post('{"query":'))).toBe('BAD_REQUEST')
    expect(records).toMatchObject([{ status: 'FAILED', code: 'BAD_REQUEST', operation: { hash: '', name: null } }])
  })

  test('before the hub serves is told to come back', async () => {
    const { graph } = hub.stub
    hub.stub.graph = null
    const answer = await ask()
    hub.stub.graph = graph
    expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([503, 'HUB_STARTING', '2'])
  })
})
