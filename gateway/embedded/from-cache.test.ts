import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { temporaryFolder, writeMongod, writeScript } from './fixtures/temporary-folder.ts'
import { fromCache } from './from-cache.ts'
import { mongodName } from './mongod-version.ts'

const search = (cacheRoot: string) => fromCache({ env: {}, cacheRoot, say: () => {} })

test('the newest copy that answers is taken', async () => {
  const root = temporaryFolder()
  for (const version of ['6.0.5', '10.0.1', '8.2.6']) writeMongod(join(root, `mongod-${version}`, mongodName), version)
  writeScript(join(root, 'mongod-11.0.0', mongodName), 'exit 1')
  const path = join(root, 'mongod-10.0.1', mongodName)
  expect(await search(root)).toEqual({ path, version: '10.0.1', source: 'cache' })
})

test('what another start has not finished is not looked at', async () => {
  const root = temporaryFolder()
  writeMongod(join(root, '.partial-abc', mongodName), '6.0.5')
  expect(await search(root)).toBe(`chưa có bản nào trong ${root} — no copy yet in that folder`)
})

test('a cache that is not there says where it would be', async () => {
  expect(await search('/nowhere/hub')).toBe('chưa có bản nào trong /nowhere/hub — no copy yet in that folder')
})

test('a copy that does not run is named', async () => {
  const root = temporaryFolder()
  const path = writeScript(join(root, 'mongod-6.0.5', mongodName), 'exit 1')
  expect(await search(root)).toContain(`${path}: `)
})
