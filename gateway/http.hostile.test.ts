import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { limits } from '../schema/limits.ts'
import { openStubServer, parseAnswer, type RawAnswer, type StubServer } from './http/fixtures/stub-server.ts'

let hub: StubServer
beforeAll(async () => {
  hub = await openStubServer()
})
afterAll(() => hub.close())
beforeEach(() => {
  hub.asked.length = 0
  hub.reports.length = 0
})

const codeOf = ({ body }: RawAnswer) => JSON.parse(body).errors[0].extensions.code
const json = 'content-type: application/json'

describe('a request on the edge of HTTP', () => {
  const smuggled = 'GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n'

  test.each([
    [
      'a length and chunks',
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${json}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'two lengths',
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${json}\r\ncontent-length: 4\r\ncontent-length: 5\r\n\r\nabcde`,
    ],
    [
      'a length that is no number',
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${json}\r\ncontent-length: 4x\r\n\r\nabcd`,
    ],
    ['a negative length', `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${json}\r\ncontent-length: -1\r\n\r\n`],
    [
      'chunks behind another coding',
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${json}\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    ],
    ['a space before the colon', `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length : 2\r\n\r\n{}`],
    ['a folded header', `GET / HTTP/1.1\r\nhost: localhost\r\nx-a: b\r\n c\r\n\r\n`],
    ['a line break in a header', 'GET / HTTP/1.1\r\nhost: localhost\r\nx-a: b\rx-evil: c\r\n\r\n'],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nhost: localhost\r\nx-a: b\0c\r\n\r\n'],
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
    ['no HTTP', 'hello\r\n\r\n'],
    ['a header of 64 KB', `GET / HTTP/1.1\r\nhost: localhost\r\nx-a: ${'a'.repeat(65_536)}\r\n\r\n`],
    ['a path of 64 KB', `GET /${'a'.repeat(65_536)} HTTP/1.1\r\nhost: localhost\r\n\r\n`],
  ])('with %s is refused once, and nothing behind it is read', async (_what, bytes) => {
    const text = await hub.raw(bytes)
    expect(parseAnswer(text).status).toBe(400)
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect(hub.asked).toEqual([])
  })

  test('with more headers than the bound is refused, and with as many is served', async () => {
    const headers = (count: number) => Array.from({ length: count }, (_, index) => `x-${index}: a`)
    // host and connection are two of them
    expect((await hub.request('GET /health/live', headers(limits.requestHeaders - 2))).status).toBe(200)
    for (const count of [limits.requestHeaders - 1, 1_000]) {
      const answer = await hub.request('GET /health/live', headers(count))
      expect([answer.status, codeOf(answer), answer.headers.connection]).toEqual([400, 'BAD_REQUEST', 'close'])
    }
  })

  test('that is broken off is no failure of ours, and the server goes on', async () => {
    for (const broken of [
      `content-length: 100\r\n\r\n{"query":`,
      'transfer-encoding: chunked\r\n\r\n9\r\n{"query":',
      'transfer-encoding: chunked\r\n\r\nzz',
    ]) {
      await hub.broken(`POST /graphql HTTP/1.1\r\nhost: localhost\r\n${json}\r\n${broken}`)
    }
    expect((await hub.post({ query: '{ there }' })).status).toBe(200)
    expect(hub.reports).toEqual([])
  })

  test('that asks to switch protocols or to open a tunnel gets neither', async () => {
    const upgrade = await hub.request('GET /graphql', [
      'upgrade: websocket',
      'connection: upgrade',
      'sec-websocket-key: a',
    ])
    expect(upgrade.status).not.toBe(101)
    expect(await hub.raw('CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n')).not.toMatch(/ 200 /)
  })
})

describe('a hub on loopback asked under another name', () => {
  test.each(['evil.example', 'evil.example:4000', '127.0.0.1.evil.example', ''])(
    '%s is refused: no page elsewhere reaches it',
    async (name) => {
      const answer = parseAnswer(
        await hub.raw(`GET /health/live HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n\r\n`),
      )
      expect(answer.status).toBe(400)
    },
  )

  test.each(['localhost', 'LOCALHOST:4000', '127.0.0.1', '127.8.9.1:80', '[::1]:4000'])(
    '%s is this machine',
    async (name) => {
      const answer = parseAnswer(
        await hub.raw(`GET /health/live HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n\r\n`),
      )
      expect(answer.status).toBe(200)
    },
  )
})
