import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startTestHub, type TestHub } from '../setup/hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await startTestHub({ ratePerSecond: 5 })
})
afterAll(() => hub.stop())

const send = (headers: Record<string, string> = {}) =>
  fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query":"{ __typename }"}',
  })

describe('a caller that sends more than its rate', () => {
  test('is refused with 429, the code, and the seconds to wait, and the others of its burst are answered', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => send()))
    const refused = answers.filter(({ status }) => status === 429)
    const answered = answers.filter(({ status }) => status === 200)
    expect(refused.length).toBeGreaterThan(0)
    expect(answered.length).toBeGreaterThanOrEqual(5)
    expect(refused.length + answered.length).toBe(60)
    for (const response of refused) {
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
    }
  })

  test('gains nothing by a header that says who it is', async () => {
    const forged = Array.from({ length: 60 }, (_, at) =>
      send({ 'x-forwarded-for': `203.0.113.${at}`, 'x-agency': `A${at}` }),
    )
    expect((await Promise.all(forged)).filter(({ status }) => status === 429).length).toBeGreaterThan(0)
  })
})
