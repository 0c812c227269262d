import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { limits } from '../limits.ts'
import { jwksOf, testIssuer } from './fixtures/test-issuer.ts'
import { jwksUrl } from './jwks-url.ts'

let server: Server
let url: string
let asked: number
let answer: (response: ServerResponse) => void
let nowMs: number
const told: string[] = []

beforeEach(async () => {
  asked = 0
  nowMs = 0
  told.length = 0
  server = createServer((_request, response) => {
    asked++
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
})
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
)

const sends = (text: string) => (response: ServerResponse) => void response.end(text)
const open = () =>
  jwksUrl(
    url,
    (message) => told.push(message),
    () => nowMs,
  )

describe('J04 keys from a server', () => {
  test('are fetched once for many tokens at once, and again when they are no longer fresh', async () => {
    answer = sends(jwksOf(await testIssuer('a')))
    const source = open()
    const found = await Promise.all(Array.from({ length: 20 }, () => source.keyOf('a')))
    expect(found.every((key) => key?.algorithm === 'EdDSA')).toBe(true)
    expect(asked).toBe(1)
    nowMs += limits.jwksFreshMs - 1
    await source.keyOf('a')
    expect(asked).toBe(1)
    nowMs += 1
    await source.keyOf('a')
    expect(asked).toBe(2)
  })

  test('a retired key is refused as soon as the set was fetched again', async () => {
    const [old, next] = [await testIssuer('old'), await testIssuer('next')]
    answer = sends(jwksOf(old, next))
    const source = open()
    expect(await source.keyOf('old')).not.toBeNull()
    answer = sends(jwksOf(next))
    nowMs += limits.jwksFreshMs
    expect(await source.keyOf('old')).toBeNull()
    expect(await source.keyOf('next')).not.toBeNull()
  })

  test('a key that was published just now is found by asking once', async () => {
    const [old, next] = [await testIssuer('old'), await testIssuer('next')]
    answer = sends(jwksOf(old))
    const source = open()
    await source.keyOf('old')
    answer = sends(jwksOf(old, next))
    expect(await source.keyOf('next')).toBeNull()
    nowMs += limits.jwksRefetchMs
    expect(await source.keyOf('next')).not.toBeNull()
    expect(asked).toBe(2)
  })

  test('a thousand made-up names cost one fetch in the time between two', async () => {
    answer = sends(jwksOf(await testIssuer('a')))
    const source = open()
    await source.keyOf('a')
    nowMs += limits.jwksRefetchMs
    for (let name = 0; name < 1_000; name++) expect(await source.keyOf(`made-up-${name}`)).toBeNull()
    expect(asked).toBe(2)
  })

  test('the last good set holds while the server is down, for a limited time, and then nobody is accepted', async () => {
    answer = sends(jwksOf(await testIssuer('a')))
    const source = open()
    await source.keyOf('a')
    answer = (response) => response.destroy()
    nowMs = limits.jwksStaleMs - 1
    expect(await source.keyOf('a')).not.toBeNull()
    nowMs = limits.jwksStaleMs
    expect(await source.keyOf('a')).toBeNull()
    expect(told).toHaveLength(1)
    answer = sends(jwksOf(await testIssuer('a')))
    nowMs += limits.jwksRefetchMs
    expect(await source.keyOf('a')).not.toBeNull()
  })

  test('a server that was down from the start is asked at most once between two fetches', async () => {
    answer = (response) => response.destroy()
    const source = open()
    for (let times = 0; times < 50; times++) expect(await source.keyOf('a')).toBeNull()
    expect(asked).toBe(1)
    answer = sends(jwksOf(await testIssuer('a')))
    nowMs += limits.jwksRefetchMs
    expect(await source.keyOf('a')).not.toBeNull()
  })
})

describe('an answer that is no key set changes nothing and accepts nobody', () => {
  const secret = '{"keys":[{"kty":"oct","k":"bWF0LWtoYXU","kid":"a"}]}'

  test.each<[string, (response: ServerResponse, good: string) => void]>([
    ['a redirect', (response) => response.writeHead(302, { location: url.replace('jwks', 'other') }).end()],
    ['a page', (response) => response.end('<html>')],
    ['another status', (response, good) => response.writeHead(203).end(good)],
    ['an error', (response, good) => response.writeHead(500).end(good)],
    ['a shared secret', (response) => response.end(secret)],
    ['too much', (response, good) => response.end(good + ' '.repeat(limits.jwksBytes))],
    [
      'cut',
      (response, good) => response.writeHead(200, { 'content-length': '9999' }).write(good, () => response.destroy()),
    ],
  ])('%s', async (_what, bad) => {
    const good = jwksOf(await testIssuer('a'))
    answer = (response) => bad(response, good)
    const source = open()
    expect(await source.keyOf('a')).toBeNull()
    expect(told).toHaveLength(1)
    expect(told[0]).not.toContain(url)
  })
})
