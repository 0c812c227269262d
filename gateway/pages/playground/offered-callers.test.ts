import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { identitySettings } from '../../../schema/identity/settings.ts'
import { openTokenVerifier } from '../../../schema/identity/token-verifier.ts'
import { demoKeys } from '../../../seed/demo/token-key.ts'
import { readPurposes } from '../../../seed/law/purposes.ts'
import { offeredCallers } from './offered-callers.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'callers-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const population = { persons: 200, seed: 'test' }
const clock = () => new Date('2026-03-02T01:00:00Z')
type Settings = Parameters<typeof offeredCallers>[0]
const settings = (changes: Partial<Settings> = {}): Settings => ({
  mode: 'demo',
  host: '127.0.0.1',
  dataDir,
  ...identitySettings({}, 'demo'),
  ...changes,
})
const offered = (changes: Partial<Settings> = {}) => offeredCallers(settings(changes), clock, () => population)()

describe('the playground of the demo', () => {
  test.each(['127.0.0.1', '::1', 'localhost'])(
    'offers the identities on %s, each with a token that holds',
    async (host) => {
      const { identities } = await offered({ host })
      expect(identities).toHaveLength(11)
      const verifier = openTokenVerifier({
        ...identitySettings({}, 'demo'),
        keys: await demoKeys(dataDir),
        revoked: { isRevoked: () => false },
        now: () => new Date(),
      })
      for (const { identity, token } of identities) expect(await verifier.verify(token)).toMatchObject({ identity })
    },
  )

  test('names the purposes of what each may read, its first grant’s first', async () => {
    const { identities, purposes } = await offered()
    const of = (name: string) => identities.find(({ identity }) => identity === name)?.purposes
    expect(of('insurance-app')).toEqual(['INSURANCE_ADMINISTRATION'])
    expect(of('health-officer')).toEqual(['HEALTH_CARE'])
    expect(of('inspector')).toEqual(['INSPECTION'])
    expect(of('citizen')).toEqual([])
    expect(purposes.map(({ code }) => code)).toEqual([...readPurposes().keys()])
  })

  test('gives another token at each visit', async () => {
    const [first, second] = [await offered(), await offered()]
    expect(first.identities[0]?.token).not.toBe(second.identities[0]?.token)
  })
})

describe('no token is given, and no key made,', () => {
  test.each([
    ['in production', { mode: 'production' }],
    ['where tokens come from an identity provider', { jwks: '/etc/hub/jwks.json' }],
    ['beyond loopback', { host: '0.0.0.0' }],
    ['on another address of this machine', { host: '192.168.1.10' }],
  ] as const)('%s', async (_where, changes) => {
    const { identities, purposes } = await offered(changes)
    expect(identities).toEqual([])
    expect(purposes.length).toBeGreaterThanOrEqual(10)
    expect(await readdir(dataDir)).toEqual([])
  })

  test('over a graph without a population', async () => {
    expect((await offeredCallers(settings(), clock, () => null)()).identities).toEqual([])
  })
})
