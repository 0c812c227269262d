import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { temporaryFolder } from './fixtures/temporary-folder.ts'
import { logSince, logSize, setLogAside } from './mongod-log.ts'

describe('the log is bounded', () => {
  test('past the bound it is set aside, and one older part is kept', async () => {
    const path = join(temporaryFolder(), 'mongod.log')
    writeFileSync(`${path}.1`, 'oldest')
    writeFileSync(path, 'older')
    expect(await setLogAside(path, 4)).toBe(true)
    expect(existsSync(path)).toBe(false)
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('older')
  })

  test('up to the bound it stays, and one that is not there is no error', async () => {
    const path = join(temporaryFolder(), 'mongod.log')
    expect(await setLogAside(path, 5)).toBe(false)
    writeFileSync(path, 'older')
    expect(await setLogAside(path, 5)).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe('older')
  })
})

describe('what this start wrote', () => {
  test('is read from where it began, and no more than the end of it', async () => {
    const path = join(temporaryFolder(), 'mongod.log')
    expect([await logSize(path), await logSince(path, 0)]).toEqual([0, ''])
    writeFileSync(path, 'before|after')
    expect(await logSince(path, 7)).toBe('after')
    writeFileSync(path, `${'x'.repeat(100_000)}the end`)
    const tail = await logSince(path, 0)
    expect(tail).toHaveLength(64 * 1024)
    expect(tail.endsWith('the end')).toBe(true)
  })
})
