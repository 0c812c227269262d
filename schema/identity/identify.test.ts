import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { anonymous, type Viewer } from '../access/viewer.ts'
import { audience, changingKeys, instant, issuer, setOf, type TestIssuer, testIssuer } from './fixtures/test-issuer.ts'
import { identify } from './identify.ts'
import { openTokenVerifier } from './token-verifier.ts'

let server: Server
let signer: TestIssuer
let token: string
let seen: Viewer | { code: unknown }

beforeAll(async () => {
  signer = await testIssuer()
  token = await signer.sign()
  const keys = changingKeys(await setOf(signer))
  const verifier = openTokenVerifier({
    issuer,
    audience,
    keys,
    revoked: { isRevoked: () => false },
    now: () => instant,
  })
  server = createServer(async (request, response) => {
    seen = await identify(request, verifier).catch((error) => error.extensions)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))
beforeEach(() => {
  seen = { code: 'nothing seen' }
})

/** What the hub sees of a request with these header lines, as they are written. */
async function seenOf(lines: readonly (readonly [string, string])[], path = '/graphql'): Promise<typeof seen> {
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve, reject) => {
    const headers = ['host', '127.0.0.1', ...lines.flat()]
    const request = httpRequest({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
      response.resume()
      response.on('end', resolve)
    })
    request.on('error', reject)
    request.end()
  })
  return seen
}

const refused = { code: 'UNAUTHENTICATED' }

describe('a request', () => {
  test('without a token is anybody’s', async () => {
    expect(await seenOf([])).toBe(anonymous)
  })

  test.each(['Bearer', 'bearer', 'BEARER'])('with one token after %s is its holder’s', async (scheme) => {
    expect(await seenOf([['Authorization', `${scheme} ${token}`]])).toMatchObject({ identity: 'health-officer' })
  })

  test('says nothing about its caller in any other header', async () => {
    const forged = ['x-role', 'x-agency', 'x-user', 'x-forwarded-user', 'proxy-authorization', 'x-hub-viewer']
    expect(await seenOf(forged.map((name) => [name, 'inspector'] as const))).toBe(anonymous)
  })
})

describe('J09 a token in the wrong place or number', () => {
  test('two Authorization headers are refused, the same token or another, whatever their order', async () => {
    for (const other of [`Bearer ${token}`, 'Bearer x', 'Basic x', ''])
      for (const name of ['authorization', 'AUTHORIZATION']) {
        const lines = [['Authorization', `Bearer ${token}`] as const, [name, other] as const]
        expect(await seenOf(lines)).toEqual(refused)
        expect(await seenOf(lines.reverse())).toEqual(refused)
      }
  })

  test.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer Bearer TOKEN',
    'Bearer,Bearer TOKEN',
    'Bearer TOKEN,Bearer TOKEN',
    'Bearer TOKEN, TOKEN',
    'Bearer  TOKEN',
    'Bearer\tTOKEN',
    'Bearer "TOKEN"',
    'Bearer TOKEN=',
    'BearerTOKEN',
    'TOKEN',
    'Basic TOKEN',
    'Token TOKEN',
    'DPoP TOKEN',
  ])('Authorization: %j is refused', async (value) => {
    expect(await seenOf([['Authorization', value.replaceAll('TOKEN', token)]])).toEqual(refused)
  })

  test('a token in the address is refused, with and without the header', async () => {
    for (const path of [`?access_token=${token}`, `?a=1&access_token=x`, `?token=${token}`, `?x=a?Bearer%20${token}`]) {
      expect(await seenOf([], `/graphql${path}`)).toEqual(refused)
      expect(await seenOf([['Authorization', `Bearer ${token}`]], `/graphql${path}`)).toEqual(refused)
    }
    expect(await seenOf([], '/graphql?operation=dossier&tokens=12')).toBe(anonymous)
  })

  test('a token of ours in a cookie is refused, and another program’s is left alone', async () => {
    const foreign = await signer.sign({ iss: 'https://other.example' })
    for (const cookie of [`access_token=${token}`, `a=b; session=${token}; c=d`, `session="${token}"`])
      expect(await seenOf([['Cookie', cookie]])).toEqual(refused)
    for (const cookie of [`session=${foreign}`, 'a=b', 'session=eyJ.eyJ.x', 'session=eyJ.eyJudWxsIg.x'])
      expect(await seenOf([['Cookie', cookie]])).toBe(anonymous)
  })
})
