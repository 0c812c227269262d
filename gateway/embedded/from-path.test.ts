import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { temporaryFolder, writeMongod, writeScript } from './fixtures/temporary-folder.ts'
import { fromPath } from './from-path.ts'
import { mongodName } from './mongod-version.ts'

const folder = temporaryFolder()
const search = (...folders: string[]) =>
  fromPath({ env: { PATH: folders.join(delimiter) }, cacheRoot: '/nowhere', say: () => {} })

const good = join(folder, 'good')
writeMongod(join(good, mongodName), '7.0.28')
const broken = join(folder, 'broken')
writeScript(join(broken, mongodName), 'exit 1')

test('the first mongod that answers is taken, past folders that are empty, missing or hold a broken one', async () => {
  mkdirSync(join(folder, 'empty'))
  const found = await search(join(folder, 'missing'), join(folder, 'empty'), broken, good)
  expect(found).toEqual({ path: join(good, mongodName), version: '7.0.28', source: 'path' })
})

test('where there is none it says so', async () => {
  const none = 'không có mongod — there is no mongod'
  expect(await search()).toBe(none)
  expect(await fromPath({ env: {}, cacheRoot: '/nowhere', say: () => {} })).toBe(none)
})

test('where the only one does not run it names it', async () => {
  expect(await search(broken)).toBe(
    `${join(broken, mongodName)}: có tệp nhưng không chạy được trên máy này — ` +
      'a file is there that does not run on this machine',
  )
})

test('a relative entry and a file that may not be run are passed over', async () => {
  const plain = join(folder, 'plain')
  mkdirSync(plain)
  writeFileSync(join(plain, mongodName), '#!/bin/sh\necho "db version v7.0.28"\n', { mode: 0o644 })
  expect(await search(relative(process.cwd(), good), plain)).toContain('there is no mongod')
})
