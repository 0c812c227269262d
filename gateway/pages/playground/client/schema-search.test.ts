import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { repositoryRoot } from '../../../../schema/repository-root.ts'
import { fold } from './fold.ts'
import { findEntries, listEntries } from './schema-search.ts'

const sdl = readFileSync(join(repositoryRoot, 'gateway/pages/playground/fixtures/sample.graphql'), 'utf8')
const entries = listEntries(buildSchema(sdl))
const find = (search: string) => findEntries(entries, search).map(({ coordinate }) => coordinate)

describe('searching the schema', () => {
  test.each(['họ và tên', 'ho va ten', 'HO VA TEN', 'họ và tên'.normalize('NFD'), 'full name', 'fullName', 'fullname'])(
    '"%s" finds the field',
    (search) => {
      expect(find(search)).toContain('Person.fullName')
    },
  )

  test('đ is found as d, which stripping marks alone leaves', () => {
    expect(find('đơn vị')).toEqual(find('don vi'))
    expect(find('don vi')).toContain('AdministrativeUnit')
  })

  test('what is called so comes before what mentions it', () => {
    expect(find('person')[0]).toBe('Person')
    expect(find('Person.fullName')[0]).toBe('Person.fullName')
    expect(find('tau ca')[0]).toBe('FishingVessel')
  })

  test("a word is found from its beginning, and GraphQL's own types never", () => {
    expect(find('o va ten')).toEqual([])
    expect(find('String')).toEqual([])
    expect(find('Boolean')).toEqual([])
    expect(find('__Schema')).toEqual([])
  })

  test('nothing is found for nothing, or for marks alone', () => {
    expect(find('')).toEqual([])
    expect(find('   ')).toEqual([])
    expect(find(' . ')).toEqual([])
    expect(find('zzz')).toEqual([])
  })

  test('every entry is found by its coordinate and by each language of its description', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entries), ({ coordinate, description }) => {
        expect(find(coordinate)).toContain(coordinate)
        for (const text of [description.vi, description.en, fold(description.vi)]) {
          if (/\p{L}/u.test(text)) expect(find(text)).toContain(coordinate)
        }
      }),
    )
  })

  test('any search gives the same with and without marks, and never fails', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (search) => {
        expect(find(search.normalize('NFD'))).toEqual(find(search.normalize('NFC')))
      }),
    )
  })
})
