import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type GivenKey, wellKnownPage } from './well-known.ts'

let sources: (() => Promise<readonly GivenKey[]>)[] = []
let server: Server
let url: string
beforeAll(async () => {
  server = createServer((request, response) => {
    if (!wellKnownPage(sources)(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`
})
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))

const given =
  (...keys: GivenKey[]) =>
  async () =>
    keys
const published = async () => ((await (await fetch(url)).json()) as { keys: GivenKey[] }).keys

const answer = { kty: 'OKP', crv: 'Ed25519', x: 'YQ', kid: 'answer-1', alg: 'EdDSA', use: 'sig' }
const head = { kty: 'OKP', crv: 'Ed25519', x: 'Yg', kid: 'log-1' }

describe('the key set', () => {
  test('holds the keys of every source, each once', async () => {
    sources = [given(answer), given(head, answer)]
    const response = await fetch(url)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/jwk-set+json; charset=utf-8',
    ])
    expect(await response.json()).toEqual({ keys: [answer, head] })
  })

  test.each([
    ['ed25519', generateKeyPairSync('ed25519').privateKey],
    ['EC', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey],
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
  ])('shows of a private %s key that slips in only the public half', async (_kind, privateKey) => {
    const whole = { ...privateKey.export({ format: 'jwk' }), kid: 'slip' }
    sources = [given(whole)]
    const text = await (await fetch(url)).text()
    const [shown] = JSON.parse(text).keys
    expect(shown.kid).toBe('slip')
    for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const) {
      expect(shown).not.toHaveProperty(name)
      const value = (whole as Record<string, unknown>)[name]
      if (typeof value === 'string') expect(text).not.toContain(value)
    }
  })

  test('shows nothing of a secret that two share', async () => {
    sources = [given({ kty: 'oct', k: 'c2VjcmV0', kid: 'hop' }, answer)]
    expect(await published()).toEqual([answer])
  })

  test('never holds a member beyond the public ones, whatever a source gives', async () => {
    const member = fc.constantFrom('d', 'p', 'q', 'k', 'x', 'kid', 'privateKey', 'seed', 'kty')
    const key = fc.dictionary(member, fc.constantFrom('OKP', 'EC', 'secret-value'))
    await fc.assert(
      fc.asyncProperty(fc.array(key, { maxLength: 4 }), async (keys) => {
        sources = [given(...keys)]
        const names = new Set((await published()).flatMap((one) => Object.keys(one)))
        expect([...names].filter((name) => !['kty', 'kid', 'x'].includes(String(name)))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('is empty where there is no key yet, and whole or nothing where a source fails', async () => {
    sources = []
    expect(await published()).toEqual([])
    sources = [given(answer), () => Promise.reject(new Error('/data/log-keys.json'))]
    const response = await fetch(url)
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).toContain('INTERNAL_SERVER_ERROR')
    expect(text).not.toContain('log-keys')
  })

  test('is read and not written to; other paths are left alone', async () => {
    sources = [given(answer)]
    const posted = await fetch(url, { method: 'POST' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    expect(await (await fetch(url, { method: 'HEAD' })).text()).toBe('')
    expect((await fetch(`${url}/`)).status).toBe(404)
    expect((await fetch(`${url}?kid=answer-1`)).status).toBe(200)
  })
})
