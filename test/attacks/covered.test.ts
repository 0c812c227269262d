import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'

const page = readFileSync(join(repositoryRoot, 'test/attacks/COVERED.md'), 'utf8')
const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^[A-Z]\d\d$/.test(cells[1] ?? '') && cells.length === 6)
  .map(([, id, , file, name]) => ({ id: String(id), file: String(file), name: String(name) }))

describe('the table of attacks', () => {
  test('is read, and stands in order', () => {
    expect(rows.length).toBeGreaterThan(80)
    const ids = rows.map(({ id }) => id)
    expect(ids).toEqual([...ids].sort())
  })

  test('names tests that are there', () => {
    const missing = rows.filter(({ file, name }) => {
      const path = join(repositoryRoot, file)
      return name === '' || !existsSync(path) || !titles(readFileSync(path, 'utf8')).has(name)
    })
    expect(missing).toEqual([])
  })
})

/** Titles of the tests and groups of a file, as they are written. */
function titles(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/(?:'([^'\n]+)'|`([^`\n]+)`)/g)].map(([, plain, made]) => plain ?? made ?? ''))
}
