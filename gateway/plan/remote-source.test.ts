import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { GraphQLError } from 'graphql'
import { limits } from '../../schema/limits.ts'
import { strangerContext } from '../../test/setup/hub-context.ts'
import { remoteSource } from './remote-source.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let url: string
let handle: Handler
let received: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[]

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    received.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
    handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})
afterEach(() => {
  jest.restoreAllMocks()
})

const context = strangerContext()

/** One fetch from a source that answers with `by`. */
async function fetched(by: Handler, request = { query: '{ there }' } as Record<string, unknown>) {
  received = []
  handle = by
  const source = remoteSource('shelf', url)
  return source.process({
    request,
    context,
    kind: 'incoming operation',
    incomingRequestContext: {},
    document: {},
  } as never)
}

const send =
  (value: unknown, status = 200): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof value === 'string' ? value : JSON.stringify(value))
  }

async function refusalOf(by: Handler): Promise<GraphQLError> {
  try {
    await fetched(by)
  } catch (error) {
    return error as GraphQLError
  }
  throw new Error('it was not refused')
}

describe('a remote subgraph', () => {
  test('is asked with the query and its variables, and told nothing else of the caller', async () => {
    const request = {
      query: '{ there }',
      variables: { id: 'b1' },
      operationName: 'A',
      http: { headers: { authorization: 'Bearer x' } },
      extensions: { trace: true },
    }
    expect(await fetched(send({ data: { there: true } }), request)).toEqual({ data: { there: true } })
    expect(received).toHaveLength(1)
    const [asked] = received
    expect([asked?.method, asked?.path, JSON.parse(asked?.body ?? '')]).toEqual([
      'POST',
      '/graphql',
      { query: '{ there }', variables: { id: 'b1' }, operationName: 'A' },
    ])
    expect(asked?.headers['content-type']).toBe('application/json')
    expect(JSON.stringify(asked)).not.toMatch(/authorization|Bearer|trace|r-7|cookie|federation-include/i)
  })

  test('may answer with data, errors and both, whatever its status', async () => {
    expect(await fetched(send({ data: null }))).toEqual({ data: null })
    expect(await fetched(send({ data: { there: true } }, 500))).toEqual({ data: { there: true } })
    expect(await fetched(send({ errors: [] }))).toEqual({ data: null, errors: [] })
    expect(await fetched(send({ data: { there: true }, errors: null }))).toEqual({ data: { there: true } })
  })

  test('may compress its answer', async () => {
    const by: Handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      response.end(gzipSync('{"data":{"there":true}}'))
    }
    expect(await fetched(by)).toEqual({ data: { there: true } })
  })

  test('passes on what it says of an error and where, and nothing of its inside', async () => {
    const error = {
      message: 'the shelf is broken',
      path: ['there'],
      locations: [{ line: 1, column: 1 }],
      extensions: { code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at x'], serviceName: 'shelf', http: { status: 418 } },
    }
    const answer = await fetched(
      send({
        data: { there: null },
        errors: [error, { message: 7, path: 'there' }, null, 'broken'],
        extensions: { trace: 'x' },
      }),
    )
    expect(answer).toEqual({
      data: { there: null },
      errors: [
        { message: 'the shelf is broken', path: ['there'], extensions: { code: 'SUBGRAPH_ERROR' } },
        ...Array(3).fill({
          message: expect.stringContaining('Nguồn dữ liệu báo lỗi'),
          extensions: { code: 'SUBGRAPH_ERROR' },
        }),
      ],
    })
  })

  test('cannot change objects by the keys of its answer', async () => {
    const answer = await fetched(
      send('{"data":{"__proto__":{"polluted":true},"there":true},"__proto__":{"polluted":true}}'),
    )
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect((answer.data as { there: boolean }).there).toBe(true)
  })
})

describe('a source that does not answer as one is AGENCY_UNAVAILABLE', () => {
  const unavailable = {
    code: 'AGENCY_UNAVAILABLE',
    database: 'shelf',
    since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  }

  test.each<[string, Handler]>([
    ['with a page', (_request, response) => response.end('<html>502 Bad Gateway at 10.1.2.3</html>')],
    ['with nothing', (_request, response) => response.end()],
    ['with JSON that is cut off', send('{"data":{"there":tr')],
    ['with a text', send('"there"')],
    ['with null', send('null')],
    ['with a list', send('[{"data":{}}]')],
    ['with an object of another kind', send('{"there":true}')],
    ['with errors that are no list', send('{"errors":"broken"}')],
    ['with data that is no object', send('{"data":"there"}')],
    ['with a broken connection', (request) => request.socket.destroy()],
    [
      'with half an answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{"data":', () => request.socket.destroy())
      },
    ],
  ])('%s', async (_what, by) => {
    const error = await refusalOf(by)
    expect(error.extensions).toEqual(unavailable)
    expect(JSON.stringify(error)).not.toMatch(/127\.0\.0\.1|10\.1\.2\.3|fetch|ECONN|JSON/)
  })

  test('with a redirect, which is not followed', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const error = await refusalOf((request, response) => {
        if (request.url === '/inner') return send({ data: { there: 'inner' } })(request, response)
        response.writeHead(status, { location: '/inner' })
        response.end()
      })
      expect(error.extensions).toEqual(unavailable)
      expect(received.map(({ path }) => path)).toEqual(['/graphql'])
    }
  })

  test('with more bytes than a source may send, also after decompression', async () => {
    const long = JSON.stringify({ data: { there: 'x'.repeat(limits.remoteAnswerBytes) } })
    expect((await refusalOf(send(long))).extensions).toEqual(unavailable)
    const bomb = gzipSync(long)
    expect(bomb.byteLength).toBeLessThan(100_000)
    const error = await refusalOf((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(bomb)
    })
    expect(error.extensions).toEqual(unavailable)
  })

  test('with an answer that never ends, cut at the bound', async () => {
    let sent = 0
    const error = await refusalOf((_request, response) => {
      const pump = (): void => {
        if (response.destroyed) return
        sent += 65_536
        response.write('x'.repeat(65_536), () => setImmediate(pump))
      }
      pump()
    })
    expect(error.extensions).toEqual(unavailable)
    expect(sent).toBeLessThan(4 * limits.remoteAnswerBytes)
  })

  test('after the deadline, and the request is given up', async () => {
    const deadline = new AbortController()
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal)
    const given = new Promise<void>((resolve) => {
      handle = () => {}
      void refusalOf((request) => {
        request.socket.once('close', () => resolve())
        deadline.abort(new DOMException('late', 'TimeoutError'))
      }).then((error) => expect(error.extensions).toEqual(unavailable))
    })
    await given
    expect(timeout).toHaveBeenCalledWith(limits.remoteFetchMs)
  })

  test('at an address where nobody listens, or that is none', async () => {
    for (const nowhere of [
      'http://127.0.0.1:1/',
      'file:///etc/passwd',
      'no address',
      '',
      'data:application/json,{"data":{}}',
    ]) {
      const source = remoteSource('shelf', nowhere)
      await expect(source.process({ request: { query: '{ there }' }, context } as never)).rejects.toMatchObject({
        extensions: unavailable,
      })
    }
  })
})
