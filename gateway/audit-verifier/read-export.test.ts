import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readExportHeader, readExportRecords } from './read-export.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const key = { kind: 'key', kid: 'k' }
const head = { kind: 'head', writer: 'a', index: 1 }
const first = { kind: 'record', writer: 'a', index: 0, record: { genesis: true } }
const second = { kind: 'record', writer: 'a', index: 1, record: { rows: 1 } }
const posing = { kind: 'record', writer: 'a', index: 2, record: { genesis: true, kind: 'head' } }

async function exportOf(lines: readonly unknown[], end = '\n'): Promise<string> {
  const file = join(folder, 'log.jsonl')
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)) + end).join(''))
  return file
}

async function recordsIn(file: string): Promise<unknown[]> {
  const records: unknown[] = []
  for await (const record of readExportRecords(file)) records.push(record)
  return records
}

test.each(['\n', '\r\n'])('keys, heads and beginnings are told from the records (%j)', async (end) => {
  const file = await exportOf([key, first, head, second, posing, head], end)
  expect(await readExportHeader(file)).toEqual({ keys: [key], heads: [head, head], beginnings: [first] })
  expect(await recordsIn(file)).toEqual([first, second, posing])
})

test('an empty export, and empty lines, hold nothing', async () => {
  const file = await exportOf(['', '   ', '\t'])
  expect(await readExportHeader(file)).toEqual({ keys: [], heads: [], beginnings: [] })
  expect(await recordsIn(file)).toEqual([])
})

test('a line that is nothing known is handed on as it is, to be found', async () => {
  const torn = '{"kind":"head","wri'
  const file = await exportOf([torn, 'null', '7', '"head"', '[]', { kind: 'unknown' }])
  expect(await recordsIn(file)).toEqual([torn, 'null', '7', '"head"', [], { kind: 'unknown' }])
  expect(await readExportHeader(file)).toEqual({ keys: [], heads: [], beginnings: [] })
})

test('a first record is a beginning whatever it says of itself', async () => {
  const forged = { kind: 'record', writer: 'a', index: 0, record: { genesis: false } }
  expect((await readExportHeader(await exportOf([forged]))).beginnings).toEqual([forged])
})

test('a file that is not there is told of', async () => {
  await expect(readExportHeader(join(folder, 'missing'))).rejects.toThrow('ENOENT')
})
