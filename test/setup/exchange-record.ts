import type { ExchangeRecord } from '../../subgraphs/_kit/exchange-log/record.ts'

const fields = Array.from({ length: 18 }, (_, index) => `Person.field${index}`)

/** An exchange as a dossier leaves it: some twenty coordinates, five persons; what a test cares for is given. */
export function exchangeRecord(given: Partial<ExchangeRecord> = {}): ExchangeRecord {
  return {
    at: '2026-03-02T01:02:03.004Z',
    form: 'GRAPHQL',
    requestId: '0f8fad5bd9cb469fa165708677289501',
    identity: 'insurance-app',
    agency: 'H08.11',
    app: 'insurance-app',
    purpose: 'SOCIAL_INSURANCE',
    operation: { hash: 'a'.repeat(64), name: 'dossier' },
    grantVersion: 7,
    grants: ['grant-1/1', 'grant-2/3'],
    asked: [...fields, 'Person.religion'],
    answered: fields,
    refused: [{ coordinate: 'Person.religion', reason: 'NO_GRANT' }],
    causes: { key: ['Person.personalId'], requires: [] },
    databases: ['register', 'residence'],
    rows: 12,
    subjects: Array.from({ length: 5 }, (_, index) => ({ key: `${index}`.repeat(32), fields: [0, 1, 2, 3] })),
    exemption: null,
    status: 'PARTIAL',
    code: null,
    httpStatus: 200,
    durationMs: 12.5,
    bytes: 4_210,
    ...given,
  }
}
