import { describe, expect, test } from '@jest/globals'
import { type Asked, askingOf, granted, judged, now } from '../../schema/access/fixtures/small-province.ts'
import { beginExchange, type Outcome, subjectsOf } from '../exchange.ts'
import { exchangeRecord, type RecordRules } from './exchange-record.ts'

const asked: Asked = {
  viewer: { app: 'app' },
  grants: [granted('Query.person Person.fullName Person.household', { id: 'g', version: 2 })],
}
const text = '{ person(personalId: "052085000001") { fullName religion household { size } } }'
const answered: Outcome = { answered: true, partial: false, code: null }
const rules: RecordRules = {
  subjectKey: (agency, personalId) => `${agency}:${personalId.length}${personalId.slice(-1)}`,
  exemptionOf: (purpose) => (purpose === 'CRIMINAL_INVESTIGATION' ? 'ND13-18' : null),
}

function exchangeOf(outcome: Outcome = answered, operation = text, who: Asked = asked) {
  const exchange = beginExchange('r-1', now, askingOf(who))
  exchange.judged = judged(operation, who)
  exchange.outcome = outcome
  return exchange
}
const recordOf = (exchange: ReturnType<typeof exchangeOf>) =>
  exchangeRecord(
    exchange,
    { httpStatus: 200, bytes: 10, durationMs: 1.5 },
    { subjects: subjectsOf(exchange, rules.subjectKey), exemptionOf: rules.exemptionOf },
  )

describe('the record of an exchange', () => {
  test('says who, for whom, why, by which grants, what was asked, answered and refused', () => {
    const exchange = exchangeOf()
    exchange.operation = { hash: 'f'.repeat(64), name: 'Dossier' }
    exchange.databases.add('residence').add('register')
    exchange.causes.key.add('Person.personalId').add('Firm.taxCode')
    exchange.causes.requires.add('Person.religion').add('Firm.turnover')
    exchange.notes.rows = 4
    expect(recordOf(exchange)).toEqual({
      at: now.toISOString(),
      form: 'GRAPHQL',
      requestId: 'r-1',
      identity: 'officer',
      agency: 'GLI-ST',
      app: 'app',
      purpose: 'LAND_ADMINISTRATION',
      operation: { hash: 'f'.repeat(64), name: 'Dossier' },
      grantVersion: 1,
      grants: ['g/2'],
      asked: ['Query.person', 'Person.fullName', 'Person.religion', 'Person.household', 'Household.size'],
      answered: ['Query.person', 'Person.fullName', 'Person.household'],
      refused: [
        { coordinate: 'Person.religion', reason: 'NO_GRANT' },
        { coordinate: 'Household.size', reason: 'NO_GRANT' },
      ],
      causes: { key: ['Firm.taxCode', 'Person.personalId'], requires: ['Firm.turnover', 'Person.religion'] },
      databases: ['register', 'residence'],
      rows: 4,
      subjects: [],
      exemption: null,
      status: 'PARTIAL',
      code: null,
      httpStatus: 200,
      durationMs: 1.5,
      bytes: 10,
    })
  })

  test('names persons by keyed hash, each with the places of what was read of them, those of other processes too', () => {
    const exchange = exchangeOf()
    exchange.notes.subject('052085000001', ['Person.household', 'Person.fullName', 'Person.personalId'])
    exchange.notes.subject('052085000002', [])
    exchange.remoteSubjects.set('GLI-ST:121', new Set(['Query.person']))
    exchange.remoteSubjects.set('remote', new Set(['Person.fullName']))
    const record = recordOf(exchange)
    expect(record.subjects).toEqual([
      { key: 'GLI-ST:121', fields: [0, 1, 2] },
      { key: 'remote', fields: [1] },
      { key: 'GLI-ST:122', fields: [] },
    ])
    expect(JSON.stringify(record)).not.toMatch(/05208500000\d/)
  })

  test('names an exemption only where there is somebody to tell', () => {
    const investigation: Asked = { ...asked, purpose: 'CRIMINAL_INVESTIGATION' }
    const exchange = exchangeOf(answered, text, investigation)
    expect(recordOf(exchange).exemption).toBeNull()
    exchange.notes.subject('052085000001', [])
    expect(recordOf(exchange).exemption).toBe('ND13-18')
  })

  test('of a purpose that is none holds none: nothing that the caller wrote', () => {
    expect(recordOf(exchangeOf(answered, text, { ...asked, purpose: 'Nguyễn Văn A' })).purpose).toBeNull()
  })
})

describe('its status', () => {
  const failed = (code: Outcome['code']): Outcome => ({ answered: false, partial: false, code })
  test.each([
    ['ANSWERED', answered, '{ person(personalId: "1") { fullName } }'],
    ['PARTIAL', answered, text],
    ['PARTIAL', { ...answered, partial: true }, '{ person(personalId: "1") { fullName } }'],
    ['REFUSED', answered, '{ parcels { totalCount } }'],
    ['REFUSED', failed('RATE_LIMITED'), text],
    ['REFUSED', failed('SUBJECT_BUDGET_EXCEEDED'), text],
    ['REFUSED', failed('LOG_UNAVAILABLE'), text],
    ['FAILED', failed('INTERNAL_SERVER_ERROR'), text],
    ['FAILED', failed(null), text],
  ] as const)('%s: %j', (status, outcome, operation) =>
    expect(recordOf(exchangeOf(outcome, operation)).status).toBe(status),
  )

  test('of a request that never came to be judged claims nothing', () => {
    const exchange = beginExchange('r-1', now, askingOf({ grants: null }))
    exchange.outcome = failed('UNAUTHENTICATED')
    exchange.notes.subject('052085000001', ['Person.fullName'])
    expect(recordOf(exchange)).toMatchObject({
      status: 'REFUSED',
      grantVersion: null,
      asked: [],
      answered: [],
      refused: [],
      subjects: [],
    })
  })
})
