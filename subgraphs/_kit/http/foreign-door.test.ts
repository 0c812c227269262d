import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import type { Judged } from '../../../schema/access/judge.ts'
import { anonymous } from '../../../schema/access/viewer.ts'
import { hubError } from '../../../schema/errors/hub-error.ts'
import type { ExchangeRecord, Receipt } from '../exchange-log/record.ts'
import type { SubgraphAnswer, SubgraphRequest } from '../subgraph.ts'
import { foreignDoor } from './foreign-door.ts'
import { type Listening, listen } from './listen.ts'

const receipt = { writer: 'w', index: 0, hash: 'h', text: 'w.0.h' } as Receipt
const document = parse('{ there }')
const judged = (strictest: Judged['strictest']) =>
  ({ document, strictest, asked: ['Query.there'], answered: ['Query.there'], refusals: [], grants: [] }) as never

let subgraph: Listening
let records: ExchangeRecord[]
let reports: unknown[]
let log: { ready: boolean; append: () => Promise<Receipt> }
let handle: (request: SubgraphRequest) => Promise<SubgraphAnswer>
let asking: () => typeof anonymous

beforeEach(() => {
  records = []
  reports = []
  log = { ready: true, append: async () => receipt }
  asking = () => anonymous
  handle = async (request) => {
    request.onJudged?.(judged('OPEN'))
    return { data: { there: true } }
  }
})
beforeAll(async () => {
  const door = foreignDoor({
    subgraph: { name: 'land', handle: (request) => handle(request) },
    identify: async () => asking(),
    askingOf: (_request, viewer) => ({
      viewer,
      purpose: { given: false, code: null },
      book: null,
      roles: [],
      now: new Date('2026-01-31T01:00:00Z'),
    }),
    dateOf: () => '2026-01-31',
    tooMuch: (query) => (query.includes('bomb') ? hubError('LIMIT_EXCEEDED') : null),
    log: {
      ready: () => log.ready,
      append(record) {
        records.push(record)
        return log.append()
      },
    },
    words: { subjectKey: (agency, personalId) => `${agency} ${personalId.slice(-1)}`, exemptionOf: () => 'AN_NINH' },
    report: ({ error }) => reports.push(error),
  })
  subgraph = await listen(door, '127.0.0.1', 0)
})
afterAll(() => subgraph.close())

async function ask(query = '{ there }') {
  const response = await fetch(`${subgraph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return { status: response.status, headers: response.headers, body: await response.text() }
}
const codeOf = ({ body }: { body: string }) => JSON.parse(body).errors[0].extensions.code
const above: typeof handle = async (request) => {
  request.onJudged?.(judged('SHARED'))
  request.caller.notes?.subject('052085000001', ['Query.there'])
  return { data: { there: '052085000001' } }
}

describe('no log, no data', () => {
  test('above OPEN nothing is read while the log cannot be written', async () => {
    let read = false
    log.ready = false
    handle = async (request) => {
      request.onJudged?.(judged('SHARED'))
      read = true
      return { data: {} }
    }
    const answer = await ask()
    expect([answer.status, codeOf(answer), read]).toEqual([503, 'LOG_UNAVAILABLE', false])
  })

  test('above OPEN an answer is withheld whose record did not last, whole', async () => {
    handle = above
    log.append = () => Promise.reject(hubError('LOG_UNAVAILABLE'))
    const answer = await ask()
    expect([answer.status, codeOf(answer)]).toEqual([503, 'LOG_UNAVAILABLE'])
    expect(answer.body).not.toContain('052085000001')
  })

  test('above OPEN an answer leaves after its record, not before', async () => {
    handle = above
    let durable = (_receipt: Receipt): void => {}
    const written = new Promise<Receipt>((resolve) => {
      durable = resolve
    })
    const order: string[] = []
    log.append = () => {
      order.push('record')
      return written
    }
    const answer = ask().then(() => order.push('answer'))
    while (order.length === 0) await new Promise((resolve) => setImmediate(resolve))
    order.push('durable')
    durable(receipt)
    await answer
    expect(order).toEqual(['record', 'durable', 'answer'])
  })

  test('OPEN stays up without it', async () => {
    log.ready = false
    log.append = () => Promise.reject(hubError('LOG_UNAVAILABLE'))
    expect((await ask()).body).toBe('{"data":{"there":true}}')
  })
})

describe('a record', () => {
  test('names persons by key and by what was read of them, and no value', async () => {
    handle = above
    await ask('query { there }')
    expect(records).toEqual([
      {
        at: '2026-01-31T01:00:00.000Z',
        form: 'SUBGRAPH',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ...{ identity: null, agency: null, app: null, purpose: null, grantVersion: null, grants: [] },
        operation: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), name: null },
        ...{ asked: ['Query.there'], answered: ['Query.there'], refused: [], causes: { key: [], requires: [] } },
        ...{ databases: ['land'], rows: 0, subjects: [{ key: 'null 1', fields: [0] }], exemption: 'AN_NINH' },
        ...{ status: 'ANSWERED', code: null, httpStatus: 200 },
        durationMs: expect.any(Number),
        bytes: expect.any(Number),
      },
    ])
    expect(JSON.stringify(records)).not.toContain('052085000001')
  })

  test.each<[string, () => void, number, string]>([
    ['a body that is none', () => {}, 400, 'BAD_REQUEST'],
    ['a document that is too much', () => {}, 200, 'LIMIT_EXCEEDED'],
    [
      'a failure of ours',
      () => (handle = () => Promise.reject(new Error('052085000001'))),
      500,
      'INTERNAL_SERVER_ERROR',
    ],
    [
      'a token that does not hold',
      () => {
        asking = () => {
          throw hubError('UNAUTHENTICATED')
        }
      },
      401,
      'UNAUTHENTICATED',
    ],
  ])('is written of %s, too', async (what, prepare, status, code) => {
    prepare()
    const answer = await ask({ 'a body that is none': '', 'a document that is too much': '{ bomb }' }[what])
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
    expect(records).toEqual([expect.objectContaining({ code, httpStatus: status, answered: [], subjects: [] })])
    expect(JSON.stringify([answer.body, records])).not.toContain('052085000001')
    expect(answer.headers.get('x-request-id')).toBe(records[0]?.requestId)
  })

  test('of an answer with something missing says so', async () => {
    handle = async (request) => {
      request.onJudged?.(judged('OPEN'))
      return { data: { there: null }, errors: [hubError('AGENCY_UNAVAILABLE', undefined, { path: ['there'] })] }
    }
    expect(JSON.parse((await ask()).body).errors[0]).toMatchObject({ path: ['there'] })
    expect(records[0]?.status).toBe('PARTIAL')
  })
})
