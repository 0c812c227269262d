import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { describe, expect, test } from '@jest/globals'
import { ask, type Outcome } from './ask.ts'
import { printAnswer } from './print-answer.ts'

const question = { query: '{ a }', variables: { code: '52' } }

async function askOf(listener: RequestListener, signal = new AbortController().signal): Promise<Outcome> {
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, question, signal)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

describe('asking the hub', () => {
  test('sends one JSON request as GraphQL over HTTP has it', async () => {
    let seen: unknown
    await askOf(async (request, response) => {
      const { method, headers } = request
      seen = { method, type: headers['content-type'], accept: headers.accept, body: await json(request) }
      response.end('{"data":null}')
    })
    expect(seen).toEqual({
      method: 'POST',
      type: 'application/json',
      accept: 'application/graphql-response+json, application/json',
      body: question,
    })
  })

  test.each([
    ['data', 200, '{"data":{"a":"Ệ"}}'],
    ['errors alone', 400, '{"errors":[{"message":"no"}]}'],
  ])('%s is an answer', async (_kind, status, body) => {
    const outcome = await askOf((_request, response) => response.writeHead(status).end(body))
    expect(outcome).toMatchObject({ kind: 'answered', status, bytes: Buffer.byteLength(body), body: JSON.parse(body) })
  })

  test.each(['<html>502</html>', '[]', 'null', '{"errors":7}', '{}', ''])('%p is no answer', async (body) => {
    const outcome = await askOf((_request, response) => response.writeHead(502).end(body))
    expect(outcome).toEqual({ kind: 'notGraphql', status: 502 })
  })

  test('a connection that breaks is told as such', async () => {
    expect(await askOf((request) => request.socket.destroy())).toEqual({ kind: 'unreachable' })
  })

  test('a request that was given up is told as such', async () => {
    const controller = new AbortController()
    expect(await askOf(() => controller.abort(), controller.signal)).toEqual({ kind: 'stopped' })
  })
})

describe('printing an answer', () => {
  test('puts the data first and leaves nothing out', () => {
    const text = printAnswer({ errors: [{ message: 'x' }], data: { a: null }, extensions: { limits: [] } })
    expect(Object.keys(JSON.parse(text))).toEqual(['data', 'errors', 'extensions'])
    expect(JSON.parse(printAnswer({ errors: [] }))).toEqual({ errors: [] })
    expect(JSON.parse(printAnswer({ data: null }))).toEqual({ data: null })
  })
})
