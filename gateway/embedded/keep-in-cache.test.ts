import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { temporaryFolder, writeMongod, writeScript } from './fixtures/temporary-folder.ts'
import { keepInCache } from './keep-in-cache.ts'
import { mongodName, mongodVersion } from './mongod-version.ts'

test('a binary is kept under its version, can be run, and nothing half-made stays', async () => {
  const [root, from] = [temporaryFolder(), temporaryFolder()]
  const path = await keepInCache(root, writeMongod(join(from, 'any'), '6.0.5'), '6.0.5')
  expect(path).toBe(join(root, 'mongod-6.0.5', mongodName))
  expect(await mongodVersion(path)).toEqual({ version: '6.0.5' })
  expect(statSync(path).mode & 0o777).toBe(0o755)
  expect(readdirSync(root)).toEqual(['mongod-6.0.5'])
})

test('of several starts at once each ends with the same usable copy', async () => {
  const [root, from] = [temporaryFolder(), temporaryFolder()]
  const binaries = [1, 2, 3, 4].map((n) => writeMongod(join(from, `from-${n}`), '6.0.5'))
  const paths = await Promise.all(binaries.map((binary) => keepInCache(root, binary, '6.0.5')))
  expect(new Set(paths)).toEqual(new Set([join(root, 'mongod-6.0.5', mongodName)]))
  expect(await mongodVersion(paths[0] ?? '')).toEqual({ version: '6.0.5' })
  expect(readdirSync(root)).toEqual(['mongod-6.0.5'])
})

test('a usable copy that is there already stays', async () => {
  const [root, from] = [temporaryFolder(), temporaryFolder()]
  const there = writeScript(join(root, 'mongod-6.0.5', mongodName), 'echo "db version v6.0.5" # the first')
  await keepInCache(root, writeMongod(join(from, 'second'), '6.0.5'), '6.0.5')
  expect(readFileSync(there, 'utf8')).toContain('# the first')
})

test.each([
  ['a cut file', (place: string) => writeFileSync(join(place, mongodName), 'cut')],
  ['no file', () => {}],
])('a folder with %s is replaced', async (_, spoil) => {
  const [root, from] = [temporaryFolder(), temporaryFolder()]
  mkdirSync(join(root, 'mongod-6.0.5'))
  spoil(join(root, 'mongod-6.0.5'))
  const path = await keepInCache(root, writeMongod(join(from, 'new'), '6.0.5'), '6.0.5')
  expect(await mongodVersion(path)).toEqual({ version: '6.0.5' })
  expect(readdirSync(root)).toEqual(['mongod-6.0.5'])
})
