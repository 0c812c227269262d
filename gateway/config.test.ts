import { isAbsolute, join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { limits } from '../schema/limits.ts'
import { repositoryRoot } from '../schema/repository-root.ts'
import { readConfig } from './config.ts'
import { production, refusalOf } from './fixtures/refused-config.ts'

const defaults = {
  mode: 'demo',
  issuer: 'https://provincial-data-hub.example/demo',
  audience: 'provincial-data-hub',
  jwks: undefined,
  host: '127.0.0.1',
  port: 4000,
  dataDir: join(repositoryRoot, '.data'),
  mongodbUri: undefined,
  agencyUris: {},
  seedPersons: 10_000,
  seed: 'binh-dinh',
  clock: undefined,
  supergraph: undefined,
  introspection: true,
  remoteSubgraphs: {},
  ratePerSecond: 500,
  subjectsPerDay: 100_000,
  opsPort: undefined,
}

describe('without a setting', () => {
  test('the hub is the demo on loopback with an embedded database', () => {
    expect(readConfig({})).toEqual(defaults)
  })

  test('an empty variable is an absent one', () => {
    const names = ['HOST', 'PORT', 'HUB_DATA_DIR', 'MONGODB_URI', 'MONGODB_URI_LAND', 'HUB_SEED_PERSONS', 'HUB_SEED']
    const rest = ['HUB_MODE', 'HUB_CLOCK', 'SUPERGRAPH', 'HUB_DEMO_EXPOSED', 'HUB_ISSUER', 'HUB_AUDIENCE', 'HUB_JWKS']
    rest.push('HUB_INTROSPECTION', 'HUB_SUBGRAPHS', 'HUB_RATE_PER_SECOND', 'HUB_SUBJECTS_PER_DAY', 'OPS_PORT')
    expect(readConfig(Object.fromEntries([...names, ...rest].map((name) => [name, ''])))).toEqual(defaults)
  })

  test('the rest of the environment does not matter', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,9}$/), fc.string()), (env) => {
        expect(readConfig(env)).toEqual(defaults)
      }),
    )
  })
})

test('each setting is read from its variable', () => {
  const config = readConfig({
    HOST: 'localhost',
    PORT: '4100',
    HUB_DATA_DIR: 'somewhere/data',
    MONGODB_URI: 'mongodb://user:secret@db:27017/demo?replicaSet=rs0',
    MONGODB_URI_LAND: 'mongodb://land:27017',
    MONGODB_URI_CIVIL_STATUS: 'mongodb+srv://civil.example/',
    HUB_SEED_PERSONS: '500',
    HUB_SEED: 'another',
    HUB_MODE: 'demo',
    HUB_CLOCK: '2026-01-31T08:00:00+07:00',
    SUPERGRAPH: 'a/supergraph.graphql',
    HUB_ISSUER: 'https://danh-tinh.example',
    HUB_AUDIENCE: 'trung-tam',
    HUB_JWKS: 'keys/jwks.json',
    HUB_INTROSPECTION: 'off',
    HUB_SUBGRAPHS: 'land=http://127.0.0.1:4101, civil-status=https://tu-phap.example/graphql',
    HUB_RATE_PER_SECOND: '7',
    HUB_SUBJECTS_PER_DAY: '50',
    OPS_PORT: '0',
  })
  expect(config).toEqual({
    mode: 'demo',
    issuer: 'https://danh-tinh.example',
    audience: 'trung-tam',
    jwks: resolve('keys/jwks.json'),
    host: 'localhost',
    port: 4100,
    dataDir: resolve('somewhere/data'),
    mongodbUri: 'mongodb://user:secret@db:27017/demo?replicaSet=rs0',
    agencyUris: { land: 'mongodb://land:27017', 'civil-status': 'mongodb+srv://civil.example/' },
    seedPersons: 500,
    seed: 'another',
    clock: '2026-01-31T08:00:00+07:00',
    supergraph: 'a/supergraph.graphql',
    introspection: false,
    remoteSubgraphs: { land: 'http://127.0.0.1:4101', 'civil-status': 'https://tu-phap.example/graphql' },
    ratePerSecond: 7,
    subjectsPerDay: 50,
    opsPort: 0,
  })
  expect(isAbsolute(config.dataDir)).toBe(true)
})

describe('a whole number', () => {
  test.each([
    ['PORT', 0, 65_535],
    ['HUB_SEED_PERSONS', 1, limits.seedPersonsMax],
    ['HUB_RATE_PER_SECOND', 1, 1_000_000],
    ['HUB_SUBJECTS_PER_DAY', 1, 1_000_000_000],
    ['OPS_PORT', 0, 65_535],
  ])('%s is taken from %i to %i and nothing else', (name, least, most) => {
    for (const number of [least, most]) expect(() => readConfig({ [name]: String(number) })).not.toThrow()
    const bad = fc.oneof(
      fc.integer({ max: least - 1 }).map(String),
      fc.integer({ min: most + 1 }).map(String),
      fc.constantFrom('4e3', '0x10', '1.5', ' 4000', '4000 ', 'NaN', 'Infinity', '-0', '４０００', `${most}0`),
    )
    fc.assert(
      fc.property(bad, (text) => {
        const message = refusalOf({ [name]: text })
        expect(message).toContain(name)
        expect(message).toContain(String(most))
      }),
    )
  })
})

describe('HOST', () => {
  test.each(['127.0.0.1', 'localhost', '::1', '127.1.2.3'])('%s is this machine', (host) => {
    expect(readConfig({ HOST: host }).host).toBe(host)
  })

  test.each([
    '0.0.0.0',
    '::',
    '192.168.1.5',
    'hub.example',
    '127.0.0.1.example',
    'localhost.example',
    '::ffff:0.0.0.0',
    '*',
  ])('%s is refused to the demo, whose identities anybody can take', (host) => {
    const message = refusalOf({ HOST: host })
    expect(message).toContain('HOST')
    expect(message).toContain('HUB_DEMO_EXPOSED=yes')
    for (const almost of ['', 'true', '1', 'YES', 'no']) refusalOf({ HOST: host, HUB_DEMO_EXPOSED: almost })
    expect(readConfig({ HOST: host, HUB_DEMO_EXPOSED: 'yes' }).host).toBe(host)
    expect(readConfig({ ...production, HOST: host }).host).toBe(host)
  })
})

describe('HUB_CLOCK', () => {
  test.each(['2026-01-31T08:00:00+07:00', '2026-01-31T01:00:00Z', '2026-01-31T01:00:00.123Z', '2026-01-31T01:00Z'])(
    '%s is an instant',
    (clock) => {
      expect(readConfig({ HUB_CLOCK: clock }).clock).toBe(clock)
    },
  )

  test.each([
    '2026-01-31',
    '2026-01-31T08:00:00',
    '31/01/2026',
    'now',
    '1769821200',
    '2026-13-31T01:00:00Z',
    '2026-01-31T25:00:00Z',
    '2026-01-31TZ',
  ])('%s is none, or depends on the machine', (clock) => {
    expect(refusalOf({ HUB_CLOCK: clock })).toMatch(/HUB_CLOCK takes an ISO instant/)
  })
})

describe('a MongoDB URI', () => {
  const variables = ['MONGODB_URI', 'MONGODB_URI_LAND', 'MONGODB_URI_CIVIL_STATUS']
  const secret = 'mat-khau-9f3a'

  test.each([
    'mongodb://127.0.0.1:27017',
    'mongodb://127.0.0.1:27017/?replicaSet=rs0&directConnection=true',
    `mongodb://an:${secret}@a.example:27017,b.example:27018/demo?replicaSet=rs0`,
    'mongodb+srv://cluster.example/demo_2-b',
  ])('%s is taken as it is', (uri) => {
    for (const name of variables)
      expect(
        Object.values(readConfig({ [name]: uri })).flatMap((value) =>
          typeof value === 'object' ? Object.values(value ?? {}) : [value],
        ),
      ).toContain(uri)
  })

  test.each([
    `an:${secret}@127.0.0.1:27017`,
    `postgres://an:${secret}@127.0.0.1/demo`,
    `mongodb:/an:${secret}@host`,
    'mongodb://',
    `mongodb://an:${secret}/x@host/demo`,
    `mongodb://an:${secret}@host/de.mo`,
    `mongodb://an:${secret}@host/demo/more`,
    `mongodb://an:${secret}@host/${'d'.repeat(31)}`,
    `mongodb://an:${secret}@host/d$mo`,
    ` mongodb://an:${secret}@host/demo`,
  ])('%s is refused by the variable’s name, and never repeated', (uri) => {
    for (const name of variables) {
      const message = refusalOf({ [name]: uri })
      expect(message).toContain(`${name}: `)
      expect(message).toContain('mongodb://host:port/prefix')
      expect(message).not.toContain(secret)
      if (uri !== 'mongodb://') expect(message).not.toContain(uri.trim())
    }
  })

  test('of an agency is found under the name of its folder', () => {
    const uri = 'mongodb://h'
    expect(readConfig({ MONGODB_URI_SOCIAL_INSURANCE: uri, MONGODB_URI_LAND: uri }).agencyUris).toEqual({
      'social-insurance': uri,
      land: uri,
    })
    expect(readConfig({ MONGODB_URI_: uri, MONGODB_URI_land: uri, XMONGODB_URI_LAND: uri }).agencyUris).toEqual({})
  })
})

test('whatever is wrong, the message names the variable in Vietnamese and in English', () => {
  const wrong = {
    HOST: '0.0.0.0',
    PORT: 'x',
    HUB_MODE: 'x',
    HUB_CLOCK: 'x',
    HUB_SEED_PERSONS: 'x',
    HUB_ISSUER: 'x',
    HUB_INTROSPECTION: 'x',
    HUB_SUBGRAPHS: 'x',
    HUB_RATE_PER_SECOND: 'x',
    HUB_SUBJECTS_PER_DAY: 'x',
    OPS_PORT: 'x',
    MONGODB_URI: 'x',
    MONGODB_URI_LAND: 'x',
  }
  for (const [name, value] of Object.entries(wrong)) {
    const message = refusalOf({ [name]: value })
    expect(message).toContain(name)
    expect(message).toMatch(/[ăâđêôơưạảấầẩậắằẳặẹẻẽếềểệịỉọỏốồổộớờởợụủứừửựỳỷỹáàãéèíìóòõúùý]/i)
    expect(message).toMatch(/ (takes|refuses|release|form|set|serves) /)
  }
})
