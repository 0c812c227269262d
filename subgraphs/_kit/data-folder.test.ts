import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { cursorSeal } from './cursor.ts'
import { cursorKey, joinKey, openDataDirectory, readRunFile, removeRunFile, writeRunFile } from './data-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-folder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

describe('the data folder', () => {
  test('is made with the folders above it, for its owner alone, and kept when it is there', async () => {
    const path = join(folder, 'deep/er')
    await openDataDirectory(path)
    expect(await modeOf(path)).toBe('700')
    await writeFile(join(path, 'kept'), 'x')
    await openDataDirectory(path)
    expect(await readdir(path)).toEqual(['kept'])
  })

  test('that cannot be made is the system’s own error, which says why', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(openDataDirectory(join(folder, 'file/data'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  })
})

describe('the key of the cursors', () => {
  test('is made at the first start and kept, so that cursors outlive a restart', async () => {
    const first = await cursorKey(folder)
    expect(first.byteLength).toBe(32)
    const cursor = cursorSeal(first).seal('list', { value: 'An', id: '1' })
    expect(cursorSeal(await cursorKey(folder)).open('list', cursor)).toEqual({ value: 'An', id: '1' })
  })

  test('is readable by its owner alone, and nothing half-written is left beside it', async () => {
    await cursorKey(folder)
    expect(await modeOf(join(folder, 'cursor.key'))).toBe('600')
    expect(await readdir(folder)).toEqual(['cursor.key'])
  })

  test('is another one in every folder', async () => {
    const other = await mkdtemp(join(tmpdir(), 'data-folder-'))
    expect(await cursorKey(other)).not.toEqual(await cursorKey(folder))
    await rm(other, { recursive: true })
  })

  test.each([
    ['empty', ''],
    ['too short', 'c2hvcnQ'],
    ['too long', 'A'.repeat(60)],
    ['no key at all', 'không phải khóa'],
  ])('is made anew where the file is %s', async (_what, text) => {
    await writeFile(join(folder, 'cursor.key'), text)
    const key = await cursorKey(folder)
    expect(key.byteLength).toBe(32)
    expect(await cursorKey(folder)).toEqual(key)
  })

  test('is one for all processes that start together on one folder, and another than that of joins', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => cursorKey(folder)))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
    const joins = await Promise.all(Array.from({ length: 20 }, () => joinKey(folder)))
    expect(new Set(joins.map((key) => key.toString('hex'))).size).toBe(1)
    expect(joins[0]).not.toEqual(keys[0])
    expect((await readdir(folder)).sort()).toEqual(['cursor.key', 'join.key'])
  })

  test('survives a line break at the end of the file', async () => {
    const key = await cursorKey(folder)
    await writeFile(join(folder, 'cursor.key'), `${key.toString('base64url')}\n`)
    expect(await cursorKey(folder)).toEqual(key)
  })
})

describe('the note of a running hub', () => {
  const run = { mongodbUri: 'mongodb://an:mat-khau@h/demo', pid: process.pid, url: 'http://127.0.0.1:4000' }

  test('tells the commands where it is, and its owner alone', async () => {
    await writeRunFile(folder, run)
    expect(await readRunFile(folder)).toEqual(run)
    expect(await modeOf(join(folder, 'run.json'))).toBe('600')
    expect(JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'))).toEqual(run)
  })

  test('replaces the note of an earlier hub whole, and its rights', async () => {
    await writeFile(join(folder, 'run.json'), 'x'.repeat(10_000))
    await chmod(join(folder, 'run.json'), 0o644)
    await writeRunFile(folder, run)
    expect(await readRunFile(folder)).toEqual(run)
    expect(await modeOf(join(folder, 'run.json'))).toBe('600')
  })

  test('is gone after a clean stop, which may be asked for twice', async () => {
    await writeRunFile(folder, run)
    await removeRunFile(folder)
    await removeRunFile(folder)
    expect(await readRunFile(folder)).toBeNull()
    expect(await readdir(folder)).toEqual([])
  })

  test('of a hub that was killed is no hub', async () => {
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' })
    await once(child, 'exit')
    await writeRunFile(folder, { ...run, pid: child.pid as number })
    expect(await readRunFile(folder)).toBeNull()
  })

  test('of another user’s hub, which cannot be signalled, is a hub', async () => {
    await writeRunFile(folder, { ...run, pid: 1 })
    expect(await readRunFile(folder)).not.toBeNull()
  })

  test.each([
    ['cut off', '{"mongodbUri":"mongodb://an:mat-khau@h/de'],
    ['no JSON', 'mongodb://an:mat-khau@h'],
    ['another value', 'null'],
    ['a list', '[]'],
    ['without a process', JSON.stringify({ ...run, pid: undefined })],
    ['of a process group', JSON.stringify({ ...run, pid: 0 })],
    ['of all processes', JSON.stringify({ ...run, pid: -1 })],
    ['of a text as process', JSON.stringify({ ...run, pid: String(process.pid) })],
    ['without an address', JSON.stringify({ ...run, mongodbUri: undefined })],
    ['', ''],
  ])('that is %s is no hub, and nothing of it is told', async (_what, text) => {
    await writeFile(join(folder, 'run.json'), text)
    expect(await readRunFile(folder)).toBeNull()
  })
})
