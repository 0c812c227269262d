import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { repositoryRoot } from '../repository-root.ts'
import { errorCatalogue } from './catalogue.ts'
import { errorPage } from './error-page.ts'

const rowsOf = (page: string) => page.split('\n').filter((line) => line.startsWith('| `'))

describe('the page of error codes', () => {
  test('is the committed schema/ERRORS.md, byte for byte', () => {
    expect(readFileSync(join(repositoryRoot, 'schema/ERRORS.md'), 'utf8')).toBe(errorPage())
  })

  test('has one row for each code, in the order of the catalogue', () => {
    const codes = rowsOf(errorPage()).map((row) => /^\| `(\w+)`/.exec(row)?.[1])
    expect(codes).toEqual(Object.keys(errorCatalogue))
  })

  test('tells all that the catalogue knows of a code', () => {
    for (const [code, entry] of Object.entries(errorCatalogue)) {
      const row = rowsOf(errorPage()).find((line) => line.includes(`\`${code}\``))
      for (const part of Object.values(entry)) expect(row).toContain(String(part))
    }
  })

  test('keeps its columns whatever the words are', () => {
    const entry = { httpStatus: 400, since: '0.1.0', vi: 'a | b', en: 'c || d', mend: '`e|f`' }
    const [row] = rowsOf(errorPage({ ODD: entry }))
    expect(row?.split(/(?<!\\)\|/)).toHaveLength(8)
  })
})
