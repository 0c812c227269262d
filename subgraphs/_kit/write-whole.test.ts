import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { writeOnce, writeWhole } from './write-whole.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-whole-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a file is replaced whole, for its owner alone, and nothing stays beside it', async () => {
  const path = join(folder, 'key')
  await writeFile(path, 'x'.repeat(10_000), { mode: 0o644 })
  await writeWhole(path, 'khóa')
  expect(await readFile(path, 'utf8')).toBe('khóa')
  expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600')
  expect(await readdir(folder)).toEqual(['key'])
})

test('a link in its place is replaced and not followed', async () => {
  const other = join(folder, 'other')
  await writeFile(other, 'kept')
  await symlink(other, join(folder, 'key'))
  await writeWhole(join(folder, 'key'), 'khóa')
  expect(await readFile(other, 'utf8')).toBe('kept')
})

test('who reads while it is replaced reads the old file or the new one', async () => {
  const path = join(folder, 'key')
  const texts = ['a', 'b'].map((letter) => letter.repeat(100_000))
  await writeWhole(path, texts[0] as string)
  const read: string[] = []
  await Promise.all([
    ...Array.from({ length: 20 }, (_, index) => writeWhole(path, texts[index % 2] as string)),
    ...Array.from({ length: 20 }, async () => read.push(await readFile(path, 'utf8'))),
  ])
  expect(read.every((text) => texts.includes(text))).toBe(true)
  expect(await readdir(folder)).toEqual(['key'])
})

test('what cannot be replaced is the system’s own error, and nothing stays beside it', async () => {
  await mkdir(join(folder, 'key'))
  await writeFile(join(folder, 'key', 'kept'), '')
  await expect(writeWhole(join(folder, 'key'), 'khóa')).rejects.toMatchObject({ code: expect.stringMatching(/^E/) })
  expect(await readdir(folder)).toEqual(['key'])
})

test('a file that is made once is the first one’s, also where many make it at once', async () => {
  const path = join(folder, 'key')
  const made = await Promise.all(Array.from({ length: 20 }, (_, index) => writeOnce(path, `khóa ${index}`)))
  expect(made.filter(Boolean)).toHaveLength(1)
  expect(await readFile(path, 'utf8')).toBe(`khóa ${made.indexOf(true)}`)
  expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600')
  expect(await readdir(folder)).toEqual(['key'])
})

test('a file that cannot be made is the system’s own error', async () => {
  await expect(writeOnce(join(folder, 'none', 'key'), 'khóa')).rejects.toMatchObject({ code: 'ENOENT' })
})
