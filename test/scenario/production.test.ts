import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { ConfigError, readConfig } from '../../gateway/config.ts'
import { createHub, type Hub } from '../../gateway/hub.ts'
import { logClient } from '../../subgraphs/_kit/exchange-log/log-store.ts'
import { openGrantDesk } from '../../subgraphs/_kit/grants/grant-desk.ts'
import { testDataKeysFile } from '../setup/data-keys.ts'
import { databaseRows } from '../setup/database-rows.ts'
import { ask, type GraphQLAnswer } from '../setup/hub.ts'
import { databaseVariables, ownRecords } from '../setup/own-records.ts'
import { giveGrants, grantOf, readerPurpose, tokenFor } from '../setup/reader.ts'

const issuer = 'https://sso.test.example'
const audience = 'hub-of-the-province'
const kid = 'province-1'
const talk = { say: () => {}, progress: () => {} }

let dataDir: string
let signingKey: CryptoKey
let settings: Record<string, string>
let uri: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'production-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  signingKey = privateKey
  const jwks = join(dataDir, 'province.jwks.json')
  await writeFile(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }] }))
  const records = await ownRecords('production')
  uri = records.mongodbUri
  settings = {
    ...databaseVariables(records),
    HUB_MODE: 'production',
    HUB_ISSUER: issuer,
    HUB_AUDIENCE: audience,
    HUB_JWKS: jwks,
    HUB_DATA_DIR: dataDir,
    PORT: '0',
  }
})
afterAll(() => rm(dataDir, { recursive: true, force: true }))

/** A token of the province's identity provider; what a test changes of its claims makes it another's. */
function provinceToken(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1_000)
  const whole = { iss: issuer, aud: audience, sub: 'officer', jti: `t-${Math.random()}`, agency: 'TEST-PROVINCE' }
  return new SignJWT({ ...whole, iat: nowSeconds, exp: nowSeconds + 600, ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header })
    .sign(signingKey)
}

describe('production', () => {
  test.each(['HUB_ISSUER', 'HUB_AUDIENCE', 'HUB_JWKS', 'MONGODB_URI'])(
    'is refused without %s, which the refusal names, and so is an empty one',
    (name) => {
      for (const value of [undefined, '']) {
        const env = { ...settings, [name]: value }
        expect(() => readConfig(env)).toThrow(ConfigError)
        expect(() => readConfig(env)).toThrow(new RegExp(`${name}.*còn thiếu`))
      }
      expect(readConfig(settings).mode).toBe('production')
    },
  )

  test('is refused a clock that stands still, and keys that cannot be read', async () => {
    expect(() => readConfig({ ...settings, HUB_CLOCK: '2026-01-31T08:00:00+07:00' })).toThrow(/HUB_CLOCK/)
    const nowhere = readConfig({ ...settings, HUB_JWKS: join(dataDir, 'nowhere.json') })
    await expect(createHub(nowhere, talk)).rejects.toThrow(/HUB_JWKS/)
  })
})

describe('a hub in production over a database that holds nothing', () => {
  test('puts nothing into it: neither records, nor grants, nor a key of the demo', async () => {
    const empty = uri.replace(/\/production_/, '/empty_')
    const bare = Object.fromEntries(Object.entries(settings).filter(([name]) => !name.startsWith('MONGODB_URI_')))
    const hub = await createHub(readConfig({ ...bare, MONGODB_URI: empty }), talk)
    expect(hub.seeded).toBeNull()
    const { data } = await ask(hub.url, { query: '{ administrativeUnits { totalCount } }' })
    expect(data.administrativeUnits.totalCount).toBe(0)
    const client = logClient(empty)
    const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true })
    const prefix = `empty_${process.pid}_`
    const names = (databases as { name: string }[]).flatMap(({ name }) => (name.startsWith(prefix) ? [name] : []))
    expect(names.filter((name) => !['hub_log', 'hub_state'].includes(name.slice(prefix.length)))).toEqual([])
    await client.close()
    const desk = openGrantDesk({ uri: empty, now: () => new Date() })
    expect(await desk.list()).toEqual({ version: 0, stored: [] })
    await desk.close()
    await hub.stop()
    expect(await readdir(dataDir)).not.toContain('token.key')
  }, 60_000)
})

describe('a hub in production over a province’s records', () => {
  let hub: Hub
  let personalId: string
  beforeAll(async () => {
    hub = await createHub(readConfig(settings), talk)
    await giveGrants(uri, [grantOf({ id: 'province', agency: 'TEST-PROVINCE' })])
    const [row] = await databaseRows({ hub }, 'residence', 'residents', { deceased: false })
    personalId = String(row?.personalId)
  }, 60_000)
  afterAll(() => hub?.stop())

  const query = 'query ($id: PersonalId!) { person(personalId: $id) { fullName } viewer { identity agency } }'
  const read = (token: string): Promise<GraphQLAnswer> => {
    const headers = { authorization: `Bearer ${token}`, 'x-purpose': readerPurpose }
    return ask(hub.url, { query, variables: { id: personalId } }, headers)
  }

  test('takes the tokens of its issuer', async () => {
    expect(await read(await provinceToken())).toEqual({
      data: { person: { fullName: expect.any(String) }, viewer: { identity: 'officer', agency: 'TEST-PROVINCE' } },
    })
  })

  test.each<[string, () => Promise<string>]>([
    ['a token of the demo', () => tokenFor({ sub: 'officer', agency: 'TEST-PROVINCE' }, dataDir)],
    ['one of another issuer', () => provinceToken({ iss: 'https://another.example' })],
    ['one for another audience', () => provinceToken({ aud: 'provincial-data-hub' })],
    ['one for several audiences', () => provinceToken({ aud: [audience, 'another'] })],
    ['one that has ended', () => provinceToken({ iat: 1_700_000_000, exp: 1_700_000_600 })],
    ['one under a key that nobody knows', () => provinceToken({}, { kid: 'province-2' })],
  ])('refuses %s', async (_what, token) => {
    const { data, errors } = await read(await token())
    expect([data, errors?.map(({ extensions }) => extensions.code)]).toEqual([undefined, ['UNAUTHENTICATED']])
  })

  test('publishes its own keys alone: those of its answers and its log', async () => {
    const { keys } = (await (await fetch(`${hub.url}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }
    expect(keys).toHaveLength(2)
    expect(keys.map((key) => key.kid)).not.toContain(kid)
  })

  test('offers nobody’s identity on its pages', async () => {
    const page = await (await fetch(`${hub.url}/playground`)).text()
    expect(page).not.toMatch(/eyJ[\w-]{10,}\./)
  })
})
