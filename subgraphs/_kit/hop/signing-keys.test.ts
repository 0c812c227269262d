import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { limits } from '../../../schema/limits.ts'
import { waitFor } from '../../../test/setup/wait-for.ts'
import { acceptedKeys } from './accepted-keys.ts'
import { type HandClock, handClock } from './fixtures/signed-request.ts'
import { hopKeyPath, readHopKeys } from './hop-key-file.ts'
import { openSigningKeys } from './signing-keys.ts'

let clock: HandClock
let dataDir: string
beforeEach(async () => {
  clock = handClock()
  dataDir = await mkdtemp(join(tmpdir(), 'hop-keys-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const open = () => openSigningKeys({ dataDir, now: clock.now })
const subgraph = (audience = 'land') => acceptedKeys({ dataDir, audience, now: clock.now })
const kidOf = async (keys: Awaited<ReturnType<typeof open>>) => (await keys.signing('land')).kid
const inFile = async () => (await readHopKeys(dataDir)).map(({ kid }) => kid)

describe('the keys of the hop', () => {
  test('are made at the first start for their owner alone, and kept over a restart', async () => {
    const first = await kidOf(await open())
    expect(((await stat(hopKeyPath(dataDir))).mode & 0o777).toString(8)).toBe('600')
    expect(await readdir(dataDir)).toEqual(['hop-keys.json'])
    expect(await kidOf(await open())).toBe(first)
    expect(JSON.parse(await readFile(hopKeyPath(dataDir), 'utf8'))).toEqual({
      keys: [
        {
          kid: first,
          secret: expect.stringMatching(/^[\w-]{43}$/),
          notAfter: new Date(clock.now().getTime() + limits.hopKeyLifeMs + limits.hopKeyOverlapMs).toISOString(),
        },
      ],
    })
  })

  test('are another one for each subgraph, and the same on both sides', async () => {
    const keys = await open()
    const [land, health] = [await keys.signing('land'), await keys.signing('health')]
    expect(land.kid).toBe(health.kid)
    expect(land.key.equals(health.key)).toBe(false)
    expect(await subgraph('land').find(land.kid)).toEqual(land.key)
    expect(await subgraph('health').find(land.kid)).toEqual(health.key)
  })

  test.each([
    ['is no JSON', 'không phải khóa'],
    ['is of another kind', '{"keys":{}}'],
    ['has a short secret', '{"keys":[{"kid":"a","secret":"eA","notAfter":"2099-01-01T00:00:00Z"}]}'],
    ['has no end', `{"keys":[{"kid":"a","secret":"${'A'.repeat(43)}"}]}`],
    ['is empty', ''],
  ])('are made anew where the file %s', async (_what, text) => {
    await writeFile(hopKeyPath(dataDir), text)
    const subgraphBefore = await subgraph().find('a')
    const { kid, key } = await (await open()).signing('land')
    expect(subgraphBefore).toBeNull()
    expect(await subgraph().find(kid)).toEqual(key)
  })

  test('are changed when they have signed for their life, and the former is accepted for the overlap', async () => {
    const keys = await open()
    const reader = subgraph()
    const former = await kidOf(keys)
    clock.pass(limits.hopKeyLifeMs - 1)
    expect(await kidOf(keys)).toBe(former)
    clock.pass(1)
    await kidOf(keys)
    await waitFor(inFile, (kids) => kids.length === 2)
    clock.pass(limits.hopKeyRestMs)
    const next = await waitFor(
      () => kidOf(keys),
      (kid) => kid !== former,
    )
    expect(await inFile()).toEqual([former, next])
    expect([await reader.find(former), await reader.find(next)]).not.toContain(null)
    clock.pass(limits.hopKeyOverlapMs - limits.hopKeyRestMs - 1)
    expect(await reader.find(former)).not.toBeNull()
    clock.pass(1)
    expect(await reader.find(former)).toBeNull()
    expect(await kidOf(keys)).toBe(next)
  })

  test('are signed with only when every subgraph may have read them, also beside made-up names', async () => {
    const keys = await open()
    const reader = subgraph()
    const former = await kidOf(keys)
    await reader.find(former)
    clock.pass(limits.hopKeyLifeMs)
    await kidOf(keys)
    await waitFor(inFile, (kids) => kids.length === 2)
    let used = former
    for (let ms = 0; ms < 2 * limits.hopKeyRestMs; ms += 100) {
      await reader.find(`made-up-${ms}`)
      used = await kidOf(keys)
      expect(await reader.find(used)).not.toBeNull()
      clock.pass(100)
    }
    expect(used).not.toBe(former)
  })

  test('that all ended while the machine slept are replaced before anything is signed', async () => {
    const keys = await open()
    const former = await kidOf(keys)
    clock.pass(10 * limits.hopKeyLifeMs)
    const next = await kidOf(keys)
    expect(next).not.toBe(former)
    expect(await inFile()).toEqual([next])
    expect(await subgraph().find(next)).not.toBeNull()
  })

  test('of another gateway on the same folder are taken over, not replaced', async () => {
    const [one, other] = [await open(), await open()]
    clock.pass(10 * limits.hopKeyLifeMs)
    const kid = await kidOf(one)
    expect(await kidOf(other)).toBe(kid)
    expect(await inFile()).toEqual([kid])
  })

  test('that cannot be written leave the former in use while it is accepted, and nothing after', async () => {
    const keys = await open()
    const former = await kidOf(keys)
    await rm(dataDir, { recursive: true })
    clock.pass(limits.hopKeyLifeMs)
    expect(await kidOf(keys)).toBe(former)
    clock.pass(limits.hopKeyOverlapMs)
    await expect(keys.signing('land')).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('are told by the system where the folder cannot be written at the start', async () => {
    await rm(dataDir, { recursive: true })
    await expect(open()).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('a subgraph', () => {
  test('that started before the hub takes its keys up by itself', async () => {
    const reader = subgraph()
    expect(await reader.find('any')).toBeNull()
    const { kid, key } = await (await open()).signing('land')
    clock.pass(limits.hopKeyReadMs)
    expect(await reader.find(kid)).toEqual(key)
  })

  test('looks into the file at most so often, however many names are made up', async () => {
    const reader = subgraph()
    const kid = await kidOf(await open())
    await Promise.all(Array.from({ length: 100 }, (_, index) => reader.find(`x${index}`)))
    expect(await reader.find(kid)).not.toBeNull()
    await chmod(hopKeyPath(dataDir), 0o600)
    await rm(hopKeyPath(dataDir))
    await reader.find('y')
    expect(await reader.find(kid)).not.toBeNull()
    clock.pass(limits.hopKeyReadMs)
    await reader.find('z')
    expect(await reader.find(kid)).toBeNull()
  })
})
