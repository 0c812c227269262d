import { expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { limits } from '../../../schema/limits.ts'
import { loggedOperationName } from './operation-name.ts'

const nameOf = (text: string, operationName?: string) => loggedOperationName(parse(text), operationName)

test('the log names the operation that was carried out', () => {
  expect(nameOf('query Dossier { a }')).toBe('Dossier')
  expect(nameOf('query A { a } query B2025 { b } query B25 { b }', 'B25')).toBe('B25')
})

test.each([
  ['no name', '{ a }'],
  ['an identifier for a name', 'query P052085000001 { a }'],
  ['an identifier in parts of a name', 'query Ho_so_0520_cua_toi { a }'],
  ['a name too long to be one', `query ${'x'.repeat(limits.nameChars + 1)} { a }`],
])('an operation with %s is not named', (_what, text) => {
  expect(nameOf(text)).toBeNull()
})

test('nor is one that was not found, whatever the caller wrote', () => {
  expect(nameOf('query A { a } query B { b }', 'Nguyễn Văn An 052085000001')).toBeNull()
})
