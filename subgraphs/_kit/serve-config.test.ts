import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ConfigError } from '../../schema/config-error.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { readServeConfig } from './serve-config.ts'

const known = ['civil-status', 'land']
const read = (env: Record<string, string>, folder: string | undefined = 'land') => readServeConfig(env, folder, known)
const refusal = (env: Record<string, string>, folder?: string) => {
  try {
    read(env, folder)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  throw new Error('it was not refused')
}

describe('the start of one subgraph', () => {
  test('needs no setting: it serves on this machine to the hub of the repository’s data folder', () => {
    expect(read({})).toEqual({
      folder: 'land',
      mode: 'demo',
      host: '127.0.0.1',
      port: 4101,
      dataDir: join(repositoryRoot, '.data'),
      mongodbUri: undefined,
      agencyUris: {},
      foreign: null,
      clock: undefined,
    })
  })

  test('takes its settings from the environment; an empty one counts as absent', () => {
    const env = {
      PORT: '0',
      HOST: '0.0.0.0',
      HUB_DATA_DIR: '/var/hub',
      MONGODB_URI: 'mongodb://db:27017/tinh',
      MONGODB_URI_CIVIL_STATUS: 'mongodb://other:27017',
      MONGODB_URI_LAND: '',
      HUB_CLOCK: '2026-01-31T08:00:00+07:00',
      HUB_MODE: '',
    }
    expect(read(env)).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      dataDir: '/var/hub',
      mongodbUri: 'mongodb://db:27017/tinh',
      agencyUris: { 'civil-status': 'mongodb://other:27017' },
      clock: '2026-01-31T08:00:00+07:00',
      foreign: null,
    })
  })

  test('of the open kind knows whose tokens it accepts', () => {
    expect(read({ SUBGRAPH_FOREIGN: 'yes' }).foreign).toMatchObject({
      audience: 'provincial-data-hub',
      jwks: undefined,
    })
    const own = { HUB_ISSUER: 'https://id.example', HUB_AUDIENCE: 'hub', HUB_JWKS: 'https://id.example/jwks' }
    expect(read({ SUBGRAPH_FOREIGN: 'yes', HUB_MODE: 'production', ...own }).foreign).toEqual({
      issuer: 'https://id.example',
      audience: 'hub',
      jwks: 'https://id.example/jwks',
    })
  })
})

describe('is refused with the way out', () => {
  test.each([
    ['without a folder', undefined],
    ['for a folder that is none', 'lnad'],
    ['for a path', '../land'],
    ['for the kit', '_kit'],
  ])('%s, naming those that there are', (_what, folder) => {
    expect(() => readServeConfig({}, folder, known)).toThrow(/civil-status, land.*Takes the folder/s)
  })

  test('for the hub’s own, which answers from within the gateway', () => {
    const start = (folder: string | undefined) => () => readServeConfig({}, folder, ['civil-status', 'hub', 'land'])
    expect(start('hub')).toThrow(/never served elsewhere; take one of civil-status, land\./)
    expect(start(undefined)).toThrow(/Takes the folder of one database: civil-status, land\./)
  })

  test.each<[string, Record<string, string>, RegExp]>([
    ['a port that is none', { PORT: '70000' }, /PORT takes/],
    ['a port in words', { PORT: 'abc' }, /PORT takes/],
    ['an address of another kind', { MONGODB_URI: 'postgres://an:mat-khau@h' }, /MONGODB_URI takes/],
    ['an agency’s address of another kind', { MONGODB_URI_LAND: 'mat-khau' }, /MONGODB_URI_LAND takes/],
    ['a mode that is none', { HUB_MODE: 'test' }, /HUB_MODE takes/],
    ['a switch that is none', { SUBGRAPH_FOREIGN: '1' }, /SUBGRAPH_FOREIGN takes/],
    ['a clock that is none', { HUB_CLOCK: 'hôm nay' }, /HUB_CLOCK takes/],
    ['a frozen clock in production', { HUB_CLOCK: '2026-01-31T08:00:00Z', HUB_MODE: 'production' }, /HUB_CLOCK takes/],
    ['demo identities for everybody', { SUBGRAPH_FOREIGN: 'yes', HOST: '0.0.0.0' }, /HUB_DEMO_EXPOSED=yes/],
    ['nobody’s tokens in production', { SUBGRAPH_FOREIGN: 'yes', HUB_MODE: 'production' }, /HUB_ISSUER/],
  ])('%s, and no password is repeated', (_what, env, told) => {
    const message = refusal(env)
    expect(message).toMatch(told)
    expect(message).not.toContain('mat-khau')
  })

  test('but an exposed demo where that was said', () => {
    const env = { SUBGRAPH_FOREIGN: 'yes', HOST: '0.0.0.0', HUB_DEMO_EXPOSED: 'yes' }
    expect(read(env).host).toBe('0.0.0.0')
  })
})
