import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { temporaryFolder, writeMongod } from './fixtures/temporary-folder.ts'
import { fromMemoryServer } from './from-memory-server.ts'
import { mongodName } from './mongod-version.ts'

let mirror: Server | undefined
afterEach(() => {
  mirror?.close()
})

/** A version that is nowhere on the machine, and a mirror where nothing listens. */
const offline = {
  ...process.env,
  MONGOMS_VERSION: '99.0.0',
  MONGOMS_DOWNLOAD_MIRROR: 'https://127.0.0.1:9',
  MONGOMS_MAX_RETRIES: '1',
}
const search = (cacheRoot: string, env: NodeJS.ProcessEnv) => fromMemoryServer({ env, cacheRoot, say: () => {} })

test('without a network it says so in one line, names no address and leaves nothing', async () => {
  const root = temporaryFolder()
  const reason = await search(root, offline)
  expect(reason).toMatch(/^không tải được \(\w+\) — the download failed$/)
  expect(readdirSync(root)).toEqual([])
})

test('a binary that its settings name is used where it is', async () => {
  const path = writeMongod(join(temporaryFolder(), 'mongod'), '8.2.6')
  const env = { ...offline, MONGOMS_SYSTEM_BINARY: path, MONGOMS_SYSTEM_BINARY_VERSION_CHECK: 'false' }
  expect(await search(temporaryFolder(), env)).toEqual({ path, version: '8.2.6', source: 'memory-server' })
  expect(existsSync(path)).toBe(true)
})

/** A mirror on loopback whose every archive holds a stand-in; `md5` is what it says of the archive. */
async function startMirror(md5: (archive: Buffer) => string): Promise<NodeJS.ProcessEnv> {
  const folder = temporaryFolder()
  writeMongod(join(folder, 'mongodb', 'bin', 'mongod'), '99.0.0')
  execFileSync('tar', ['-czf', 'archive.tgz', 'mongodb'], { cwd: folder })
  const archive = readFileSync(join(folder, 'archive.tgz'))
  mirror = createServer(({ url }, response) => {
    const body = url?.endsWith('.md5') ? Buffer.from(`${md5(archive)}  archive.tgz`) : archive
    response.writeHead(200, { 'content-length': body.length }).end(body)
  }).listen(0, '127.0.0.1')
  await once(mirror, 'listening')
  const { port } = mirror.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  return { ...offline, MONGOMS_DOWNLOAD_MIRROR: address, MONGOMS_USE_HTTP: 'true', MONGOMS_DISTRO: 'ubuntu-22.04' }
}

test('an archive whose sum differs is refused', async () => {
  const env = await startMirror(() => '00000000000000000000000000000000')
  const root = temporaryFolder()
  expect(await search(root, env)).toMatch(/— the download failed$/)
  expect(readdirSync(root)).toEqual([])
})

test('what it downloads is kept in the cache', async () => {
  const env = await startMirror((archive) => createHash('md5').update(archive).digest('hex'))
  const root = temporaryFolder()
  const path = join(root, 'mongod-99.0.0', mongodName)
  expect(await search(root, env)).toEqual({ path, version: '99.0.0', source: 'memory-server' })
  expect(readdirSync(root)).toEqual(['mongod-99.0.0'])
})
