import { request as httpRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { openStubServer, type RawAnswer, type StubServer } from '../../../gateway/http/fixtures/stub-server.ts'
import { limits } from '../../../schema/limits.ts'

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
const query = JSON.stringify({ query: '{ there }' })
const json = 'content-type: application/json'
const long = (bytes: number) => JSON.stringify({ query: '{ there }', variables: { x: 'x'.repeat(bytes) } })

/** As an ordinary client sends it, body in one piece after another without a length. */
function streamed(pieces: readonly string[]): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest(
      `${hub.url}/graphql`,
      { method: 'POST', headers: { 'content-type': 'application/json' } },
      async (answer) => {
        let body = ''
        for await (const part of answer) body += part
        resolve({ status: answer.statusCode ?? 0, body })
      },
    )
    sending.on('error', reject)
    for (const piece of pieces) sending.write(piece)
    sending.end()
  })
}

describe('a body that is too large', () => {
  test('is refused by its announced length, before a byte of it is read', async () => {
    const answer = await hub.request('POST /graphql', [json, `content-length: ${limits.requestBodyBytes + 1}`])
    expect([answer.status, codeOf(answer), answer.headers.connection]).toEqual([413, 'PAYLOAD_TOO_LARGE', 'close'])
  })

  test('is refused with its answer, and not with a broken connection, when it is sent whole', async () => {
    for (let round = 0; round < 5; round += 1) {
      const response = await fetch(`${hub.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: long(400_000),
      })
      expect([response.status, codeOf({ body: await response.text() } as RawAnswer)]).toEqual([
        413,
        'PAYLOAD_TOO_LARGE',
      ])
    }
  })

  test('is refused by what arrives where no length is announced', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { status, body } = await streamed(Array.from({ length: 40 }, () => 'x'.repeat(8_192)))
      expect([status, JSON.parse(body).errors[0].extensions.code]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
    }
    expect(hub.reports).toEqual([])
  })

  test('at the bound itself is read', async () => {
    const frame = long(0).length
    expect((await hub.post(long(limits.requestBodyBytes - frame))).status).toBe(200)
    expect((await hub.post(long(limits.requestBodyBytes - frame + 1))).status).toBe(413)
  })

  test('of a document that is too large, white space and comments included', async () => {
    for (const filler of [' ', '#', '\n', '\uFEFF']) {
      const document = `{ there }${filler.repeat(limits.documentBytes)}`
      const answer = await hub.post({ query: document })
      expect([answer.status, codeOf(answer)]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
    }
    expect(hub.asked).toEqual([])
  })
})

describe('a body of another kind', () => {
  test.each([
    ['a form', 'content-type: application/x-www-form-urlencoded'],
    ['plain text', 'content-type: text/plain'],
    ['a file', 'content-type: multipart/form-data; boundary=x'],
    ['GraphQL as it is', 'content-type: application/graphql'],
    ['JSON of a likeness', 'content-type: application/json5'],
    ['JSON in an exotic charset', 'content-type: application/json; charset=ibm500'],
    ['JSON in UTF-16', 'content-type: application/json; charset=utf-16le'],
    ['JSON in two charsets', 'content-type: application/json; charset=utf-8; charset=ibm500'],
    ['nothing', 'x-no: type'],
  ])('%s is not served', async (_what, header) => {
    const answer = await hub.post(query, [header])
    expect([answer.status, codeOf(answer)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
    expect(hub.asked).toEqual([])
  })

  test.each(['gzip', 'br', 'deflate', 'gzip, gzip', 'x-unknown'])(
    'compressed as %s is not served',
    async (encoding) => {
      const answer = await hub.post(gzipSync(query), [json, `content-encoding: ${encoding}`])
      expect([answer.status, codeOf(answer)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
    },
  )

  test.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; odata=verbose',
  ])('%s is JSON', async (type) => {
    expect((await hub.post(query, [`content-type: ${type}`])).status).toBe(200)
  })
})

describe('a body that is no GraphQL request', () => {
  test.each([
    ['empty', ''],
    ['cut off', '{"query":"{ there }"'],
    ['no JSON', '{ there }'],
    ['a text', '"{ there }"'],
    ['null', 'null'],
    ['a number', '7'],
    ['a batch', `[${query}]`],
    ['without a query', '{"variables":{}}'],
    ['with an empty query', '{"query":" \\n"}'],
    ['with a query of another type', '{"query":["{ there }"]}'],
    ['with a parsed query', '{"query":{"kind":"Document"}}'],
    ['with variables in a list', '{"query":"{ there }","variables":[1]}'],
    ['with variables in a text', '{"query":"{ there }","variables":"{}"}'],
    ['with an operation of another type', '{"query":"{ there }","operationName":1}'],
    ['with extensions in a list', '{"query":"{ there }","extensions":[]}'],
    ['of bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ])('%s', async (_what, body) => {
    const answer = await hub.post(body)
    expect([answer.status, codeOf(answer), answer.headers.connection]).toEqual([400, 'BAD_REQUEST', 'close'])
    expect(hub.asked).toEqual([])
  })

  test('variables that are nested too deep', async () => {
    const nested = (depth: number) =>
      `{"query":"{ there }","variables":{"x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}}`
    expect((await hub.post(nested(limits.variablesDepth))).status).toBe(200)
    for (const depth of [limits.variablesDepth + 1, 20_000]) {
      const answer = await hub.post(nested(depth))
      expect([answer.status, codeOf(answer)]).toEqual([400, 'LIMIT_EXCEEDED'])
    }
  })

  test('keys that would change objects are only keys', async () => {
    const answer = await hub.post(
      '{"query":"{ there }","variables":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}},"__proto__":{"query":"{ evil }"}}',
    )
    expect(answer.status).toBe(200)
    expect(hub.asked[0]?.body.query).toBe('{ there }')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})
