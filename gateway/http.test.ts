import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { buildSchema } from 'graphql'
import { errorCatalogue } from '../schema/errors/catalogue.ts'
import { respond } from '../subgraphs/_kit/http/respond.ts'
import { openStubServer, type RawAnswer, type StubServer, stubAnswer } from './http/fixtures/stub-server.ts'
import { openHttp } from './http.ts'

let hub: StubServer
beforeAll(async () => {
  hub = await openStubServer({
    pages: [
      (request, response) => {
        if (request.url !== '/page') return false
        respond(response, 200, { 'content-type': 'text/html' }, '<p>trang</p>')
        return true
      },
    ],
  })
})
afterAll(() => hub.close())
beforeEach(() => {
  hub.asked.length = 0
  hub.reports.length = 0
})

const codeOf = ({ body }: RawAnswer) => JSON.parse(body).errors[0].extensions.code

describe('POST /graphql', () => {
  test('hands query, variables and operation name to the graph, and its answer back as it is', async () => {
    const body = { query: '{ there }', variables: { a: 1 }, operationName: 'A', extensions: { trace: true }, more: 1 }
    const answer = await hub.post(body)
    expect([answer.status, answer.body]).toEqual([200, stubAnswer])
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(hub.asked).toEqual([
      {
        body: { query: '{ there }', variables: { a: 1 }, operationName: 'A' },
        accept: undefined,
        today: '2026-01-31',
        requestId: answer.headers['x-request-id'],
      },
    ])
  })

  test('hands on what the caller accepts, and nothing else of the headers', async () => {
    await hub.post({ query: '{ there }' }, [
      'content-type: application/json',
      'accept: application/graphql-response+json',
      'x-role: admin',
    ])
    expect(hub.asked[0]?.accept).toBe('application/graphql-response+json')
    expect(JSON.stringify(hub.asked)).not.toContain('admin')
  })

  test('may carry a query string, which is not read', async () => {
    const text = JSON.stringify({ query: '{ there }' })
    const line = 'POST /graphql?query={evil}&operationName=B'
    const answer = await hub.request(line, ['content-type: application/json', `content-length: ${text.length}`], text)
    expect(answer.status).toBe(200)
    expect(hub.asked.map(({ body }) => body)).toEqual([{ query: '{ there }' }])
  })

  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s is refused with the method that is allowed',
    async (method) => {
      const answer = await hub.request(`${method} /graphql?query={there}`)
      expect([answer.status, codeOf(answer), answer.headers.allow]).toEqual([405, 'METHOD_NOT_ALLOWED', 'POST'])
      expect(hub.asked).toEqual([])
    },
  )

  test('another method cannot be smuggled in a header', async () => {
    const answer = await hub.request('GET /graphql', ['x-http-method-override: POST', 'x-method: POST'])
    expect(answer.status).toBe(405)
  })

  test('a failure inside is told as ours, reported with the request, and the server goes on', async () => {
    const graph = hub.stub.graph
    hub.stub.graph = {
      answer: async () => {
        throw new Error('052085000001')
      },
      schema: () => buildSchema('type Query { there: Boolean }'),
      stop: async () => {},
    }
    const answer = await hub.post({ query: '{ there }' })
    hub.stub.graph = graph
    expect([answer.status, codeOf(answer)]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
    expect(answer.body).not.toContain('052085000001')
    expect(hub.reports).toEqual([{ requestId: answer.headers['x-request-id'], error: expect.any(Error) }])
    expect((await hub.post({ query: '{ there }' })).status).toBe(200)
  })
})

describe('a hub that does not serve yet', () => {
  test('says so and when to ask again, on the graph and on its health', async () => {
    const graph = hub.stub.graph
    hub.stub.graph = null
    const [answer, ready, live] = await Promise.all([
      hub.post({ query: '{ there }' }),
      hub.request('GET /health/ready'),
      hub.request('GET /health/live'),
    ])
    hub.stub.graph = graph
    expect([answer.status, codeOf(answer), answer.headers['retry-after']]).toEqual([503, 'HUB_STARTING', '2'])
    expect([ready.status, JSON.parse(ready.body).status]).toEqual([503, 'starting'])
    expect([live.status, live.body]).toEqual([200, '{"status":"live"}'])
  })
})

describe('the health of the hub', () => {
  test('is ready when the graph serves, and shows each agency', async () => {
    const answer = await hub.request('GET /health/ready')
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({
      status: 'ready',
      agencies: { land: { up: true, since: '2026-01-31T00:00:00.000Z' } },
    })
  })

  test.each(['/health/live', '/health/ready'])('%s is only read', async (path) => {
    const head = await hub.request(`HEAD ${path}`)
    expect([head.status, head.body]).toEqual([200, ''])
    const answer = await hub.request(`POST ${path}`)
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})

describe('a path', () => {
  test('of a page is served by the page', async () => {
    expect((await hub.request('GET /page')).body).toBe('<p>trang</p>')
  })

  test.each([
    ...[
      '/nothing',
      '/graphql/',
      '/graphql/..',
      '/graphql/../graphql',
      '//graphql',
      '/./graphql',
      '/GraphQL',
      '/graphql%2f',
      '/%67raphql',
    ],
    ...[
      '/graphql;a=b',
      '/page/../graphql',
      '/graphql\\..',
      '/health',
      '/health/ready/',
      '/metrics',
      '/debug',
      '/.env',
      '/*',
    ],
    ...['http://evil.example/graphql', '//evil.example/graphql', '/.git/config', '/__proto__', '/constructor'],
  ])('%s is nowhere, by any method', async (path) => {
    for (const method of ['GET', 'POST']) {
      const answer = await hub.request(`${method} ${path}`, ['content-length: 0'])
      expect([answer.status, codeOf(answer)]).toEqual([404, 'NOT_FOUND'])
    }
    expect(hub.asked).toEqual([])
  })
})

describe('every answer', () => {
  const safe = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' }

  test('bears the same safe headers and no other that tells of the hub', async () => {
    const answers = await Promise.all([
      hub.post({ query: '{ there }' }),
      hub.post('no JSON'),
      hub.request('GET /nothing'),
      hub.request('GET /health/live'),
      hub.request('DELETE /graphql'),
    ])
    const known = [
      'allow',
      'cache-control',
      'connection',
      'content-length',
      'content-type',
      'date',
      'referrer-policy',
      'x-content-type-options',
      'x-request-id',
    ]
    for (const { headers } of answers) {
      expect(headers).toMatchObject(safe)
      expect(Object.keys(headers).filter((name) => !known.includes(name))).toEqual([])
    }
  })

  test('to an equal request is equal but for the date and the request’s own number', async () => {
    for (const ask of [
      () => hub.post({ query: '{ there }' }),
      () => hub.post('no JSON'),
      () => hub.request('GET /nothing'),
    ]) {
      const [one, other] = [await ask(), await ask()]
      expect(one.headers['x-request-id']).not.toBe(other.headers['x-request-id'])
      for (const { headers } of [one, other])
        for (const name of ['date', 'x-request-id']) delete (headers as Record<string, string>)[name]
      expect(one).toEqual(other)
    }
  })

  test('takes no request number from the caller', async () => {
    const answer = await hub.request('GET /health/live', ['x-request-id: 052085000001'])
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('opens nothing to other origins', async () => {
    const answer = await hub.post({ query: '{ there }' }, [
      'content-type: application/json',
      'origin: https://evil.example',
    ])
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  test('that refuses says its code and words of the catalogue, as JSON', async () => {
    const answer = await hub.request('GET /nothing')
    const { vi, en } = errorCatalogue.NOT_FOUND
    expect(JSON.parse(answer.body)).toEqual({
      errors: [{ message: `${vi} — ${en}`, extensions: { code: 'NOT_FOUND' } }],
    })
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(Number(answer.headers['content-length'])).toBe(Buffer.byteLength(answer.body))
  })
})

test('a port that is taken is the system’s own error, which names it', async () => {
  const port = Number(new URL(hub.url).port)
  await expect(openHttp(hub.served, '127.0.0.1', port)).rejects.toMatchObject({ code: 'EADDRINUSE', port })
})
