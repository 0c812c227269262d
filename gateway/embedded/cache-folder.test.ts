import { existsSync, mkdirSync, utimesSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { limits } from '../../schema/limits.ts'
import { mongodCacheRoot, partialFolder } from './cache-folder.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'

describe('the cache lies', () => {
  const env = { HUB_CACHE_DIR: '/hub', XDG_CACHE_HOME: '/xdg', HOME: '/somewhere/a' }

  test.each([
    ['where the caller says', '/here', env, '/here'],
    ['else in HUB_CACHE_DIR', undefined, env, '/hub'],
    ['else in XDG_CACHE_HOME', undefined, { ...env, HUB_CACHE_DIR: '' }, '/xdg'],
    [
      'which counts only where it is absolute',
      undefined,
      { HOME: '/somewhere/a', XDG_CACHE_HOME: 'xdg' },
      '/somewhere/a/.cache',
    ],
    ['else in .cache of the home', undefined, { HOME: '/somewhere/a' }, '/somewhere/a/.cache'],
    ['as the system knows it', undefined, {}, join(homedir(), '.cache')],
  ])('%s', (_, cacheDir, given, expected) => {
    expect(mongodCacheRoot(given, cacheDir)).toBe(join(expected, 'provincial-data-hub'))
  })
})

describe('a folder for something half-made', () => {
  test('is new each time and lies in the cache, which is made where it is missing', async () => {
    const root = join(temporaryFolder(), 'not', 'yet')
    const [a, b] = [await partialFolder(root), await partialFolder(root)]
    expect(a).not.toBe(b)
    expect([dirname(a), dirname(b)]).toEqual([root, root])
    expect(existsSync(a)).toBe(true)
  })

  test('clears those that a crash left, and nothing else', async () => {
    const root = temporaryFolder()
    const left = await partialFolder(root)
    const kept = join(root, 'mongod-6.0.5')
    mkdirSync(kept)
    const long = new Date(Date.now() - limits.mongodPartialMs - 60_000)
    for (const path of [left, kept]) utimesSync(path, long, long)
    const young = await partialFolder(root)
    expect([left, kept, young].map(existsSync)).toEqual([false, true, true])
  })
})
