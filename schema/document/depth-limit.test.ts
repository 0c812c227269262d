import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { getIntrospectionQuery, parse } from 'graphql'
import { limits } from '../limits.ts'
import { depthLimit } from './depth-limit.ts'

const most = limits.selectionDepth
const refused = (text: string) => depthLimit(parse(text)) !== null
const deep = (levels: number): string => (levels === 1 ? 'a' : `a { ${deep(levels - 1)} }`)

/** A tree of fields as text, and how deep it is; some of its levels stand in fragments of either kind. */
interface Tree {
  readonly text: string
  readonly fragments: readonly string[]
  readonly depth: number
}
let made = 0
const leaf: fc.Arbitrary<Tree> = fc.constant({ text: 'a', fragments: [], depth: 1 })
const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 12, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.array(tie('tree'), { minLength: 1, maxLength: 2 }), fc.constantFrom('field', 'inline', 'spread'))
      .map(([inner, kind]) => {
        const set = inner.map(({ text }) => text).join(' ')
        const fragments = inner.flatMap((one) => one.fragments)
        const depth = Math.max(...inner.map((one) => one.depth))
        if (kind === 'field') return { text: `b { ${set} }`, fragments, depth: depth + 1 }
        if (kind === 'inline') return { text: `... { ${set} }`, fragments, depth }
        made += 1
        return { text: `...f${made}`, fragments: [...fragments, `fragment f${made} on T { ${set} }`], depth }
      }),
  ),
})).tree

describe('the depth of a document', () => {
  test('is refused beyond the bound, and not at it', () => {
    expect(refused(`{ ${deep(most)} }`)).toBe(false)
    expect(refused(`{ ${deep(most + 1)} }`)).toBe(true)
  })

  test('is that of its fields, in whichever fragments they stand', () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: 0, max: most }), ({ text, fragments, depth }, above) => {
        const whole = `{ ${'o { '.repeat(above)}${text}${' }'.repeat(above)} } ${fragments.join(' ')}`
        expect(refused(whole)).toBe(above + depth > most)
      }),
      { numRuns: 300 },
    )
  })

  test('is that of the deepest operation', () => {
    expect(refused(`query A { a } query B { ${deep(most + 1)} }`)).toBe(true)
  })

  test('adds up over fragments that spread each other', () => {
    const chain = (levels: number) =>
      Array.from({ length: levels }, (_, n) => `fragment f${n} on T { a { ...f${n + 1} } }`).join(' ')
    const whole = (levels: number) => `{ ...f0 } ${chain(levels)} fragment f${levels} on T { a }`
    expect(refused(whole(most - 1))).toBe(false)
    expect(refused(whole(most))).toBe(true)
  })

  test('of what no operation spreads does not count', () => {
    expect(refused(`{ a } fragment f on T { ${deep(most + 5)} }`)).toBe(false)
  })

  test('leaves room for the introspection of a console', () => {
    expect(refused(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))).toBe(false)
  })
})

test.each([
  '{ ...a } fragment a on T { b { ...a } }',
  '{ ...a ...b } fragment a on T { c { ...b } d { ...b } } fragment b on T { c { ...a } d { ...a } }',
  '{ ...nowhere }',
  '{ ...__proto__ }',
])('%s ends, and is left to validation', (text) => {
  expect(refused(text)).toBe(false)
})

test('the bound is told, and nothing of the document', () => {
  const error = depthLimit(parse(`{ ${deep(most + 1).replaceAll('a', 'secret')} }`))
  expect(error?.extensions).toEqual({ code: 'LIMIT_EXCEEDED' })
  expect(error?.message).toContain(String(most))
  expect(error?.message).not.toContain('secret')
})
