import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { identitySettings } from '../../schema/identity/settings.ts'
import { openTokenVerifier } from '../../schema/identity/token-verifier.ts'
import { limits } from '../../schema/limits.ts'
import { writeDemoPopulation } from '../../seed/demo/demo-population.ts'
import { demoKeys } from '../../seed/demo/token-key.ts'
import { writeRunFile } from '../../subgraphs/_kit/data-folder.ts'
import { runToken } from './run-token.ts'

let dataDir: string
let env: Record<string, string>
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'token-'))
  env = { HUB_DATA_DIR: dataDir, HUB_SEED_PERSONS: '200', HUB_SEED: 'test', HUB_CLOCK: '2026-03-02T01:00:00Z' }
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const names = [
  ...['citizen', 'firm', 'health-officer', 'land-officer', 'justice-officer', 'insurance-app'],
  ...['unlisted-agency', 'executive', 'coordinator', 'inspector', 'approver'],
]
const tokenOf = async (identity: string) => (await runToken([identity], env)).out.trim()
const verify = async (token: string) =>
  openTokenVerifier({
    ...identitySettings({}, 'demo'),
    keys: await demoKeys(dataDir),
    revoked: { isRevoked: () => false },
    now: () => new Date(),
  }).verify(token)

describe('a token', () => {
  test.each(names)('of %s is printed alone, and the hub knows by it who is asking', async (identity) => {
    const { out, complaint, exitCode } = await runToken([identity], env)
    expect([complaint, exitCode]).toEqual(['', 0])
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    const listed = JSON.parse((await runToken(['--json'], env)).out)
    const { agency, databases, roles } = listed.find((entry: { identity: string }) => entry.identity === identity)
    expect(await verify(out.trim())).toMatchObject({ identity, agency, databases, roles })
  })

  test('is in force for twelve hours, and never the same twice', async () => {
    const [first, second] = [await tokenOf('inspector'), await tokenOf('inspector')]
    expect(first).not.toBe(second)
    const { iat = 0, exp = 0, jti, aud, iss } = decodeJwt(first)
    expect((exp - iat) * 1000).toBe(limits.demoTokenMs)
    expect(limits.demoTokenMs).toBe(12 * 3_600_000)
    expect(jti).not.toBe(decodeJwt(second).jti)
    expect([iss, aud]).toEqual(['https://provincial-data-hub.example/demo', 'provincial-data-hub'])
    expect(decodeProtectedHeader(first)).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' })
  })

  test('holds by the machine’s clock, wherever HUB_CLOCK has put the data', async () => {
    for (const clock of ['2024-11-30T01:00:00Z', '2040-01-01T01:00:00Z']) {
      env.HUB_CLOCK = clock
      await expect(verify(await tokenOf('inspector'))).resolves.toMatchObject({ identity: 'inspector' })
    }
  })

  test('of the citizen names a person of the population that the hub serves', async () => {
    const before = decodeJwt(await tokenOf('citizen')).personal_id
    await writeDemoPopulation(dataDir, { persons: 700, seed: 'other' })
    const served = decodeJwt(await tokenOf('citizen')).personal_id
    expect(before).toMatch(/^\d{12}$/)
    expect(served).toMatch(/^\d{12}$/)
    expect(served).not.toBe(before)
    await writeFile(join(dataDir, 'demo.json'), '{"persons":-1,"seed":"test"}')
    expect(decodeJwt(await tokenOf('citizen')).personal_id).toBe(before)
  })

  test.each(['citizens', 'Citizen', '', '__proto__', 'constructor'])(
    'of %j is refused and the known ones are named',
    async (name) => {
      const { out, complaint, exitCode } = await runToken([name], env)
      expect([out, exitCode]).toEqual(['', 2])
      for (const known of names) expect(complaint).toContain(known)
      expect(complaint).toMatch(/^Không có danh tính này\. There is no such identity/)
    },
  )

  test.each([['--jsn'], ['citizen', 'firm'], ['--json', 'citizen']])(
    'arguments %j %j are answered with the help',
    async (...args) => {
      expect(await runToken(args.filter(Boolean), env)).toMatchObject({ out: '', exitCode: 2 })
      expect((await runToken(['--help'], env)).out).toContain('npm run token -- [--json] [IDENTITY]')
    },
  )
})

describe('the list', () => {
  test('for programs has the fields of the contract and no others', async () => {
    const listed = JSON.parse((await runToken(['--json'], env)).out)
    expect(listed.map((entry: { identity: string }) => entry.identity)).toEqual(names)
    for (const entry of listed) {
      expect(Object.keys(entry)).toEqual(['identity', 'agency', 'databases', 'roles', 'grants'])
      for (const grant of entry.grants)
        expect(Object.keys(grant)).toEqual(['id', 'mode', 'purpose', 'coordinates', 'territory', 'validTo'])
    }
    const [first] = listed[names.indexOf('health-officer')].grants
    expect(first.coordinates).toContain('Query.person')
    expect(first.territory).toBeNull()
  })

  test('for readers names each identity in both languages and ends with an example on the hub that runs', async () => {
    await writeRunFile(dataDir, { mongodbUri: 'mongodb://h', pid: process.pid, url: 'http://127.0.0.1:4567' })
    const { out } = await runToken([], env)
    for (const name of names) expect(out).toMatch(new RegExp(`^${name} +\\p{Lu}.+ — [A-Z].+$`, 'mu'))
    expect(out).toContain('Sở Y tế tỉnh Gia Lai')
    expect(out).toContain('SUSPENDED')
    expect(out).toContain('curl -s http://127.0.0.1:4567/graphql')
    expect(out).not.toContain('eyJ')
  })

  test('makes no key: only a token does', async () => {
    await runToken([], env)
    await runToken(['--json'], env)
    expect(await readdir(dataDir)).toEqual([])
  })
})

describe('the key of the demo', () => {
  test('is made once, for its owner alone, by however many ask first', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => demoKeys(dataDir)))
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1)
    expect(await readdir(dataDir)).toEqual(['token.key'])
    expect(((await stat(join(dataDir, 'token.key'))).mode & 0o777).toString(8)).toBe('600')
    expect((await demoKeys(dataDir)).kid).toBe(keys[0]?.kid)
  })

  test('is another in every folder: its tokens do not hold elsewhere', async () => {
    const token = await tokenOf('inspector')
    await expect(verify(token)).resolves.toBeDefined()
    await rm(join(dataDir, 'token.key'))
    await expect(verify(token)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
  })

  test.each(['', '{}', 'khóa', '{"kty":"oct","k":"bWF0"}', '{"kty":"OKP","crv":"Ed25519","x":"AA"}'])(
    'that is %j is refused with the way out, and kept',
    async (text) => {
      await writeFile(join(dataDir, 'token.key'), text)
      await expect(demoKeys(dataDir)).rejects.toThrow(/^token\.key: .*remove it/)
      expect(await readdir(dataDir)).toEqual(['token.key'])
    },
  )
})

test.each([
  [{ HUB_MODE: 'production' }],
  [{ HUB_ISSUER: 'https://a.example', HUB_AUDIENCE: 'b', HUB_JWKS: 'https://a.example/jwks' }],
])('where tokens come from elsewhere (%j) none is made', async (settings) => {
  await expect(runToken(['inspector'], { ...env, ...settings })).rejects.toThrow(
    /Tokens come from the identity provider/,
  )
  expect(await readdir(dataDir)).toEqual([])
})
