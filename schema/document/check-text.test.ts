import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { getIntrospectionQuery, parse } from 'graphql'
import { limits } from '../limits.ts'
import { repositoryRoot } from '../repository-root.ts'
import { checkText } from './check-text.ts'

const refused = (text: string) => checkText(text) !== null
const flat = (fields: number) => `{${' a'.repeat(fields)} }`
const nested = (depth: number, open: string, close: string) => `{ a(b: ${open.repeat(depth)}1${close.repeat(depth)}) }`

describe('a text that is no burden', () => {
  test.each(readdirSync(join(repositoryRoot, 'test/bench/operations')).filter((file) => file.endsWith('.graphql')))(
    '%s passes',
    (file) => {
      expect(refused(readFileSync(join(repositoryRoot, 'test/bench/operations', file), 'utf8'))).toBe(false)
    },
  )

  test('the introspection of a console passes', () => {
    const all = { inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true, oneOf: true }
    expect(refused(getIntrospectionQuery({ ...all, directiveIsRepeatable: true }))).toBe(false)
  })

  test.each(['', '   ', '\ufeff{ a }', '# nothing', '{ a(b: """a block\n"text\n""") }', '}{', ')))', '{ a b c'])(
    '%j is left to the parser',
    (text) => expect(refused(text)).toBe(false),
  )
})

describe('tokens', () => {
  test('are counted exactly, brackets with them', () => {
    expect(refused(flat(limits.documentTokens - 2))).toBe(false)
    expect(refused(flat(limits.documentTokens - 1))).toBe(true)
  })

  test('are as many as the parser says, without comments', () => {
    const parses = (text: string) => {
      try {
        parse(text, { maxTokens: limits.documentTokens })
        return true
      } catch {
        return false
      }
    }
    for (const extra of [-3, -2, -1, 0, 1]) {
      const text = flat(limits.documentTokens + extra)
      expect(refused(text)).toBe(!parses(text))
    }
  })

  test('are comments too, wherever they stand', () => {
    const comments = '#\n'.repeat(limits.documentTokens - 3)
    for (const place of [(text: string) => `${text}{ a }`, (text: string) => `{ a ${text}}`]) {
      expect(refused(place(comments))).toBe(false)
      expect(refused(place(`${comments}#\n`))).toBe(true)
    }
    expect(refused(`{ a } ${comments}`)).toBe(false)
    expect(refused(`{ a } ${comments}#`)).toBe(true)
  })

  test('are counted as they are written, whatever the mixture is', () => {
    const pieces = fc.array(fc.constantFrom('a', '#c\n', '"t"', '1', '...', '@', '$', '"""b"""', '1.5e3'), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(pieces, fc.integer({ min: -2, max: 2 }), (mixture, extra) => {
        const count = limits.documentTokens + extra
        const text = Array.from({ length: count }, (_, index) => mixture[index % mixture.length]).join(' ')
        expect(refused(text)).toBe(extra > 0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('brackets inside brackets', () => {
  test.each([
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
  ])('%s and %s are refused beyond the bound', (open, close) => {
    // Two are open already where the value stands.
    expect(refused(nested(limits.openBrackets - 2, open, close))).toBe(false)
    expect(refused(nested(limits.openBrackets - 1, open, close))).toBe(true)
  })

  test('are refused also where they never close, long before the parser would run out of calls', () => {
    for (const open of ['[', '{a(b:[', '{a ', '(']) {
      const error = checkText(`{ a(b: ${open.repeat(Math.floor(limits.documentTokens / 4))}`)
      expect(error?.extensions.code).toBe('LIMIT_EXCEEDED')
      expect(error?.message).toContain('brackets')
    }
  })

  test('are only counted where they are brackets: not in texts and comments', () => {
    const many = '['.repeat(limits.openBrackets * 2)
    expect(refused(`{ a(b: "${many}", c: """${many}""") #${many}\n }`)).toBe(false)
  })

  test('beside each other are as many as there are tokens', () => {
    expect(refused(`{ a(b: [${'[] '.repeat(limits.documentTokens / 4)}]) }`)).toBe(false)
  })
})

describe('names', () => {
  test.each([
    ['an alias', (name: string) => `{ ${name}: a }`],
    ['a variable', (name: string) => `query ($${name}: ID) { a }`],
    ['a fragment', (name: string) => `{ ...${name} }`],
  ])('of %s are refused beyond the bound', (_what, place) => {
    expect(refused(place('n'.repeat(limits.nameChars)))).toBe(false)
    expect(refused(place('n'.repeat(limits.nameChars + 1)))).toBe(true)
  })

  test('are not texts, which may be longer', () => {
    expect(refused(`{ a(b: "${'n'.repeat(limits.nameChars * 2)}") }`)).toBe(false)
  })
})

test('what is said names the bound and nothing of the text, in both languages', () => {
  for (const text of [flat(5_000), `{ ${'x052085000001 '.repeat(3_000)} }`, nested(500, '[', ']'), 'y'.repeat(5_000)]) {
    const { message = '', extensions } = checkText(text) ?? {}
    expect(extensions).toEqual({ code: 'LIMIT_EXCEEDED' })
    expect(message).toMatch(/^Câu truy vấn vượt quá giới hạn: .+ — The document goes beyond a limit: .*\d/)
    expect(message).not.toMatch(/052085|yy/)
  }
})

test('any text at all gets an answer and no failure', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(fc.constantFrom('{', '}', '[', '"', '"""', '\\', '#', '\n', '...', '\u0000', 'é', '$', '1', '.'), {
      maxLength: 200,
    }),
  )
  fc.assert(
    fc.property(anything, (text) => {
      const error = checkText(typeof text === 'string' ? text : text.join(''))
      expect([undefined, 'LIMIT_EXCEEDED']).toContain(error?.extensions.code)
    }),
    { numRuns: 500 },
  )
})
