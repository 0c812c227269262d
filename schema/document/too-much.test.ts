import { expect, test } from '@jest/globals'
import { limits } from '../limits.ts'
import { tooMuchToCarryOut } from './too-much.ts'

const bomb = (levels: number) =>
  `{ ...f0 } ${Array.from({ length: levels }, (_, n) => `fragment f${n} on Query { a: there { ...f${n + 1} } b: there { ...f${n + 1} } }`).join(' ')} fragment f${levels} on Query { there }`

test.each([
  ['too many tokens', `{ ${'there '.repeat(limits.documentTokens)} }`],
  ['too many brackets', '{ a '.repeat(limits.openBrackets + 1) + '}'.repeat(limits.openBrackets + 1)],
  ['a bomb of fragments', bomb(18)],
  ['too many aliases of one field', `{ ${Array.from({ length: 300 }, (_, n) => `a${n}: there`).join(' ')} }`],
])('%s are LIMIT_EXCEEDED', (_what, text) => {
  expect(tooMuchToCarryOut(text)?.extensions.code).toBe('LIMIT_EXCEEDED')
})

test.each([
  ['an ordinary document', '{ there { name } }'],
  ['no GraphQL, which its parser refuses', '{ there'],
  ['nothing', ''],
])('%s is not too much', (_what, text) => {
  expect(tooMuchToCarryOut(text)).toBeNull()
})
