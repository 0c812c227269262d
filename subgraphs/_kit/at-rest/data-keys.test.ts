import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { waitFor } from '../../../test/setup/wait-for.ts'
import { dataKeysPath, fixedDataKeys, openDataKeys } from './data-keys.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const text = () => readFile(dataKeysPath(folder), 'utf8')

describe('the keys of a data folder', () => {
  test('are made at the first start, for their owner alone, and stay', async () => {
    const keys = await openDataKeys(folder, ['health', 'residence'])
    expect((await stat(dataKeysPath(folder))).mode & 0o777).toBe(0o600)
    const before = await text()
    const again = await openDataKeys(folder, ['health', 'residence'])
    expect(await text()).toBe(before)
    expect(again.ring('health').current.kid).toBe(keys.ring('health').current.kid)
    expect(await readdir(folder)).toEqual(['data-keys.json'])
  })

  test('are another for each database, and in each folder', async () => {
    await openDataKeys(folder, ['health', 'residence'])
    const rings = Object.values(JSON.parse(await text())) as { keys: Record<string, string> }[]
    const secrets = rings.flatMap(({ keys }) => Object.values(keys))
    expect(new Set(secrets).size).toBe(2)
    expect(secrets.map((secret) => Buffer.from(secret, 'base64').byteLength)).toEqual([32, 32])
  })

  test('grow with an agency that is added, and no other key changes', async () => {
    await openDataKeys(folder, ['health'])
    const { health } = JSON.parse(await text())
    const keys = await openDataKeys(folder, ['health', 'fisheries'])
    expect(JSON.parse(await text()).health).toEqual(health)
    expect(keys.ring('fisheries').former).toEqual([])
    expect(() => keys.ring('land')).toThrow('there is no data key for the database land')
  })

  test('are made once by two processes that start together', async () => {
    const both = await Promise.all([openDataKeys(folder, ['health']), openDataKeys(folder, ['health', 'land'])])
    const [one, two] = both.map((keys) => keys.ring('health').current.kid)
    expect(one).toBe(two)
  })

  test.each([
    ['cut', '{"health": {"current": "a", "keys": {"a": "AAA'],
    ['no object', '[1]'],
    ['without its current key', '{"health": {"current": "b", "keys": {}}}'],
    ['with a key that is too short', '{"health": {"current": "a", "keys": {"a": "c2VjcmV0"}}}'],
    ['empty', ''],
  ])('that lie in a file that is %s are refused with the way out, and the file stays', async (_what, written) => {
    await writeFile(dataKeysPath(folder), written)
    const opened = openDataKeys(folder, ['health'])
    await expect(opened).rejects.toThrow(/khôi phục tệp.*Restore it from its copy/)
    await expect(opened).rejects.not.toThrow(/AAA|c2VjcmV0/)
    expect(await text()).toBe(written)
  })
})

describe('a renewed key', () => {
  test('seals from then on, beside the former one, and another process notices', async () => {
    const [keys, other] = [await openDataKeys(folder, ['health', 'land']), await openDataKeys(folder, ['health'])]
    const [before, land] = [keys.ring('health').current.kid, keys.ring('land')]
    await keys.renew('health')
    const ring = keys.ring('health')
    expect(ring.current.kid).not.toBe(before)
    expect(ring.former.map(({ kid }) => kid)).toEqual([before])
    expect(keys.ring('land').current.kid).toBe(land.current.kid)
    const noticed = await waitFor(
      async () => other.ring('health'),
      ({ former }) => former.length > 0,
    )
    expect(noticed.current.kid).toBe(ring.current.kid)
  })

  test('is not renewed again while the former one is there: that rotation is to be ended first', async () => {
    const keys = await openDataKeys(folder, ['health'])
    await keys.renew('health')
    const { kid } = keys.ring('health').current
    await keys.renew('health')
    expect(keys.ring('health').current.kid).toBe(kid)
    await keys.dropFormer('health')
    expect([...keys.ring('health').byKid.keys()]).toEqual([kid])
    expect(Object.keys(JSON.parse(await text()).health.keys)).toEqual([kid])
  })

  test('serves on where the file is gone or broken meanwhile', async () => {
    const keys = await openDataKeys(folder, ['health'])
    const { kid } = keys.ring('health').current
    await writeFile(dataKeysPath(folder), 'no keys')
    await expect(keys.renew('health')).rejects.toThrow('data-keys.json')
    expect(keys.ring('health').current.kid).toBe(kid)
  })
})

describe('the lock of the file', () => {
  test('of a process that is gone is no lock', async () => {
    // The greatest process number of the system is never given out.
    await writeFile(`${dataKeysPath(folder)}.lock`, '4194304')
    await openDataKeys(folder, ['health'])
    expect(await readdir(folder)).toEqual(['data-keys.json'])
  })

  test('of a process that lives is waited for, and then named with the way out', async () => {
    await writeFile(`${dataKeysPath(folder)}.lock`, String(process.pid))
    await expect(openDataKeys(folder, ['health'])).rejects.toThrow(/hãy chờ.*wait for it, or remove this file/)
  }, 20_000)
})

test('fixed keys are those of a file', () => {
  const secret = Buffer.alloc(32, 7).toString('base64')
  const keys = fixedDataKeys({ health: { current: 'a', keys: { a: secret } } })
  expect(keys.ring('health').current.kid).toBe('a')
  expect(keys.ring('health')).toBe(keys.ring('health'))
})
