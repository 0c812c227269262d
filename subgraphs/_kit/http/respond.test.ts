import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type ErrorCode, errorCatalogue } from '../../../schema/errors/catalogue.ts'
import { respond, respondError, respondJson } from './respond.ts'

let server: Server
let url: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith('/error/'))
      return respondError(response, path.slice('/error/'.length) as ErrorCode, { allow: 'POST' })
    if (path === '/json') return respondJson(response, 201, { xã: 'Nhơn Lý' })
    respond(
      response,
      200,
      { 'content-type': 'image/png', 'cache-control': 'max-age=60' },
      Buffer.from([0x89, 0x50, 0xff]),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('an answer', () => {
  test('is sent byte for byte, with its length', async () => {
    const response = await fetch(url)
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0x89, 0x50, 0xff])
    expect(response.headers.get('content-length')).toBe('3')
  })

  test('of JSON is UTF-8 and its length counts bytes', async () => {
    const response = await fetch(`${url}/json`)
    expect(response.status).toBe(201)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const text = await response.text()
    expect(text).toBe('{"xã":"Nhơn Lý"}')
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
  })

  test('to HEAD has the headers of the whole and no body', async () => {
    const response = await fetch(url, { method: 'HEAD' })
    expect([response.headers.get('content-length'), await response.text()]).toEqual(['3', ''])
  })

  test('may set its own caching, and keeps the other safe headers', async () => {
    const { headers } = await fetch(url)
    expect(headers.get('cache-control')).toBe('max-age=60')
    expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual(['nosniff', 'no-referrer'])
  })
})

describe('a failure of the HTTP layer', () => {
  test.each(Object.keys(errorCatalogue) as ErrorCode[])(
    '%s has the status and the words of the catalogue',
    async (code) => {
      const response = await fetch(`${url}/error/${code}`)
      const { httpStatus, vi, en } = errorCatalogue[code]
      expect(response.status).toBe(httpStatus)
      expect(await response.json()).toEqual({ errors: [{ message: `${vi} — ${en}`, extensions: { code } }] })
      expect(response.headers.get('allow')).toBe('POST')
      expect(response.headers.get('cache-control')).toBe('no-store')
    },
  )
})
