import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { findMongod } from './find-mongod.ts'
import { temporaryFolder, writeMongod } from './fixtures/temporary-folder.ts'
import { mongodName } from './mongod-version.ts'

/** No version of this name is anywhere on the machine, and nothing listens on the mirror. */
const offline = { MONGOMS_VERSION: '99.0.0', MONGOMS_DOWNLOAD_MIRROR: 'https://127.0.0.1:9', MONGOMS_MAX_RETRIES: '1' }

const bin = join(temporaryFolder(), 'bin')
const onPath = writeMongod(join(bin, mongodName), '7.0.28')
const cacheDir = temporaryFolder()
const inCache = writeMongod(join(cacheDir, 'provincial-data-hub', 'mongod-6.0.5', mongodName), '6.0.5')

async function find(env: NodeJS.ProcessEnv) {
  const said: string[] = []
  const outcome = await findMongod({ env: { ...offline, ...env }, say: (line) => said.push(line) }).catch(
    (error: Error) => error.message,
  )
  return { outcome, said }
}

describe('the steps are tried in their order, and each says what it tried', () => {
  test('PATH comes before the cache', async () => {
    const { outcome, said } = await find({ PATH: bin, HUB_CACHE_DIR: cacheDir })
    expect(outcome).toEqual({ path: onPath, version: '7.0.28', source: 'path' })
    expect(said).toEqual([`mongod: PATH: ${onPath} (7.0.28)`])
  })

  test('the cache comes before any download', async () => {
    const { outcome, said } = await find({ PATH: '/nowhere', HUB_CACHE_DIR: cacheDir })
    expect(outcome).toEqual({ path: inCache, version: '6.0.5', source: 'cache' })
    expect(said).toEqual(['mongod: PATH: không có mongod — there is no mongod', `mongod: cache: ${inCache} (6.0.5)`])
  })
})

describe('where none is found', () => {
  test('one message lists what was tried and every way to mend it', async () => {
    const root = temporaryFolder()
    const { outcome, said } = await find({ PATH: '/nowhere', HUB_CACHE_DIR: root })
    expect(String(outcome).split('\n')).toEqual([
      'Không tìm thấy mongod; đã thử — No mongod was found; tried:',
      '  PATH: không có mongod — there is no mongod',
      `  cache: chưa có bản nào trong ${join(root, 'provincial-data-hub')} — no copy yet in that folder`,
      '  pip: không có python3 — there is no python3',
      expect.stringMatching(/^ {2}mongodb-memory-server: không tải được \(\w+\) — the download failed$/),
      'Cách khắc phục, chọn một — Ways to mend, any one:',
      '  - đặt MONGODB_URI tới một MongoDB (replica set) — set MONGODB_URI to a MongoDB (a replica set)',
      '  - cài mongod vào PATH — install mongod on PATH',
      '  - cài python3 cùng pip và nối mạng — install python3 with pip, and connect the network',
      '  - nối mạng để tải từ MongoDB — connect the network, to download from MongoDB',
    ])
    expect(said.map((line) => line.split(': ')[1])).toEqual(expect.arrayContaining(['PATH', 'cache', 'pip']))
    expect(`${outcome}${said}`).not.toMatch(/https?:/)
  })

  test('a cache that cannot be made costs its steps, not the search', async () => {
    const file = join(temporaryFolder(), 'a-file')
    writeFileSync(file, '')
    chmodSync(file, 0o444)
    const { outcome } = await find({ PATH: '/nowhere', HUB_CACHE_DIR: file })
    expect(outcome).toContain('mongodb-memory-server: lỗi ENOTDIR — the step failed')
    expect(outcome).toContain('set MONGODB_URI')
  })
})
