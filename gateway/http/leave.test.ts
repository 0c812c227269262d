import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { judged as judgedSmall } from '../../schema/access/fixtures/small-province.ts'
import { anonymous, type Viewer } from '../../schema/access/viewer.ts'
import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'
import type { ExchangeLog } from '../../subgraphs/_kit/exchange-log/exchange-log.ts'
import type { ExchangeRecord, Receipt } from '../../subgraphs/_kit/exchange-log/record.ts'
import { subjectBudget } from '../abuse/subject-budget.ts'
import type { Exchange } from '../exchange.ts'
import type { Door } from './door.ts'
import { stubDoor } from './fixtures/stub-door.ts'
import { openStubServer, type RawAnswer, type StubServer, stubAnswer } from './fixtures/stub-server.ts'
import { refusal } from './leave.ts'

const receipt: Receipt = { writer: 'w', index: 3, hash: 'h', text: 'w.3.h' }
const shared = judgedSmall('{ viewer { person { fullName } } }')
const open = judgedSmall('{ viewer { identity } }')

let records: { record: ExchangeRecord; mustLast: boolean | undefined }[]
let append: () => Promise<Receipt>
let ready: boolean
let signedFor: unknown[]
let filled: (exchange: Exchange) => void
let budget: Door['budget']
let hasLog: boolean
let viewer: Viewer
let hub: StubServer

beforeAll(async () => {
  const log = {
    append: (record: ExchangeRecord, options?: { mustLast: boolean }) => {
      records.push({ record, mustLast: options?.mustLast })
      return append()
    },
    ready: () => ready,
  } as unknown as ExchangeLog
  const door: Door = {
    ...stubDoor(() => hub.stub.graph),
    identify: async () => viewer,
    log: () => (hasLog ? log : null),
    records: { subjectKey: (agency, id) => `${agency}/${id}`, exemptionOf: () => null },
    budget: { ...subjectBudget({ perDay: 2 }), charge: (...given) => budget.charge(...given) },
    sign: (body, given) => {
      signedFor.push(given)
      return body.replace('{', '{"signed":true,')
    },
  }
  hub = await openStubServer({ door })
  hub.stub.graph = {
    ...(hub.stub.graph as NonNullable<typeof hub.stub.graph>),
    async answer(_body, _accept, { exchange }) {
      filled(exchange)
      return { status: 200, contentType: 'application/json; charset=utf-8', body: stubAnswer }
    },
  }
})
afterAll(() => hub.close())
beforeEach(() => {
  records = []
  signedFor = []
  hasLog = true
  viewer = anonymous
  ready = true
  append = async () => receipt
  budget = subjectBudget({ perDay: 2 })
  filled = answering(shared)
})

function answering(judged: Exchange['judged'], persons: readonly string[] = []) {
  return (exchange: Exchange) => {
    exchange.judged = judged
    exchange.outcome = { answered: true, partial: false, code: null }
    for (const person of persons) exchange.notes.subject(person, ['Person.fullName'])
  }
}
const ask = (...headers: string[]) => hub.post({ query: '{ there }' }, ['content-type: application/json', ...headers])
const codeOf = ({ body }: RawAnswer) => JSON.parse(body).errors?.[0]?.extensions.code
const down = () => Promise.reject(hubError('LOG_UNAVAILABLE'))
const never = () => new Promise<Receipt>(() => {})

describe('an answer above OPEN', () => {
  test('leaves with the place of its record, whose writing it waits for', async () => {
    const answer = await ask()
    expect([answer.status, answer.body, answer.headers['x-log-head']]).toEqual([200, stubAnswer, 'w.3.h'])
    expect(records).toMatchObject([
      { mustLast: true, record: { status: 'ANSWERED', httpStatus: 200, bytes: stubAnswer.length } },
    ])
  })

  test('does not leave without its record, and nothing of it does', async () => {
    append = down
    const answer = await ask()
    expect([answer.status, codeOf(answer), answer.headers['retry-after'], answer.headers['x-log-head']]).toEqual([
      ...[503, 'LOG_UNAVAILABLE', '5', undefined],
    ])
    expect(answer.body).not.toContain('there')
  })
})

describe('an open answer', () => {
  beforeEach(() => {
    filled = answering(open)
  })

  test('has a record like any other, and its place where that is known soon', async () => {
    expect((await ask()).headers['x-log-head']).toBe('w.3.h')
    expect(records).toMatchObject([{ mustLast: false }])
  })

  test.each([
    ['fails', () => down()],
    ['hangs', never],
  ])('stays up while the writing %s', async (_how, writing) => {
    append = writing
    const answer = await ask()
    expect([answer.status, answer.body, answer.headers['x-log-head']]).toEqual([200, stubAnswer, undefined])
    expect(limits.openAnswerWaitMs).toBeLessThan(2_000)
  })

  test('stays up at once where the log is known to be down, or where there is none', async () => {
    ready = false
    append = never
    expect((await ask()).status).toBe(200)
    hasLog = false
    expect([(await ask()).status, records.length]).toEqual([200, 1])
  })
})

describe('the budget of persons', () => {
  test('is charged once a person, and beyond it nothing of the answer leaves', async () => {
    viewer = { ...anonymous, identity: 'clerk' }
    filled = answering(shared, ['1', '2', '1'])
    expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(200)
    filled = answering(shared, ['3'])
    const answer = await ask()
    expect([answer.status, codeOf(answer)]).toEqual([429, 'SUBJECT_BUDGET_EXCEEDED'])
    expect(answer.body).not.toContain('there')
    expect(records.at(-1)?.record).toMatchObject({
      status: 'REFUSED',
      code: 'SUBJECT_BUDGET_EXCEEDED',
      answered: [],
      subjects: [],
      httpStatus: 429,
    })
  })

  test('is nobody’s where a stranger looks up what is public', async () => {
    filled = answering(shared, ['1', '2', '3'])
    expect((await ask()).status).toBe(200)
  })

  test('is not charged for what was not answered', async () => {
    filled = (exchange) => {
      answering(shared, ['1', '2', '3'])(exchange)
      exchange.outcome = { answered: false, partial: false, code: 'INTERNAL_SERVER_ERROR' }
    }
    expect((await ask()).status).toBe(200)
    expect(records.at(-1)?.record).toMatchObject({ status: 'FAILED', subjects: [] })
  })
})

describe('a signed answer', () => {
  test('is signed over who asked, when, why, and its record, and only where it was asked for', async () => {
    expect((await ask()).body).toBe(stubAnswer)
    const answer = await ask('x-signed-answer: yes')
    expect(JSON.parse(answer.body)).toEqual({ signed: true, data: { there: true } })
    expect(signedFor).toEqual([{ time: '2026-01-31T01:00:00.000Z', identity: null, purpose: null, record: 'w.3.h' }])
  })

  test('needs a record to name, open data too', async () => {
    filled = answering(open)
    append = () => down()
    expect(codeOf(await ask('x-signed-answer: yes'))).toBe('LOG_UNAVAILABLE')
    hasLog = false
    expect(codeOf(await ask('x-signed-answer: yes'))).toBe('LOG_UNAVAILABLE')
  })

  test('is none where there is an error in its place', async () => {
    filled = (exchange) => {
      exchange.outcome = { answered: false, partial: false, code: 'LIMIT_EXCEEDED' }
    }
    expect(JSON.parse((await ask('x-signed-answer: yes')).body)).toEqual(JSON.parse(stubAnswer))
    expect(signedFor).toEqual([])
  })
})

test('a refusal of a whole request is one error in both languages, with the status of its code', () => {
  const { status, headers, body, code } = refusal('HUB_STARTING', { 'retry-after': '2' })
  expect([status, headers['retry-after'], code]).toEqual([503, '2', 'HUB_STARTING'])
  expect(JSON.parse(body)).toEqual({
    errors: [{ message: expect.stringContaining(' — '), extensions: { code: 'HUB_STARTING' } }],
  })
})
