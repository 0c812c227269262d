import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql'
import { limits } from '../limits.ts'
import { selectionLimit } from './selection-limit.ts'

const most = limits.recursiveSelections

/** The definition: every spread replaced by its fragment, then counted one by one. */
function expanded(document: DocumentNode): number {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each.selectionSet] as const] : [],
    ),
  )
  const count = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((sum, each) => {
      return sum + 1 + count(each.kind === Kind.FRAGMENT_SPREAD ? fragments.get(each.name.value) : each.selectionSet)
    }, 0)
  const sizes = document.definitions.map((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? count(each.selectionSet) : 0,
  )
  return Math.max(...sizes)
}

/** Fragments that spread only later ones, so that no cycle arises; f0 is the operation's. */
const acyclic = fc
  .array(fc.array(fc.oneof(fc.constantFrom('field', 'nested', 'inline'), fc.nat(9)), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((bodies) => {
    const selection = (part: string | number, index: number, level: number): string => {
      if (part === 'field') return `a${index}`
      if (part === 'nested') return `a${index} { b { c } }`
      if (part === 'inline') return '... on T { a b }'
      const target = level + 1 + (Number(part) % Math.max(1, bodies.length - level))
      return target <= bodies.length ? `x${index} { ...f${target} }` : 'a'
    }
    const sets = [...bodies, ['field']].map((body, level) =>
      body.map((part, index) => selection(part, index, level)).join(' '),
    )
    return sets.map((set, level) => (level === 0 ? `{ ${set} }` : `fragment f${level} on T { ${set} }`)).join('\n')
  })

/** `levels` fragments, each of which spreads the next one twice: 2^levels fields in a kilobyte. */
function bomb(levels: number): DocumentNode {
  const fragments = Array.from(
    { length: levels },
    (_, n) => `fragment f${n} on T { a: p { ...f${n + 1} } b: p { ...f${n + 1} } }`,
  )
  return parse(`{ t { ...f0 } } ${fragments.join(' ')} fragment f${levels} on T { id }`)
}

/** The same document, which counts how often any selection set in it is looked at. */
function watched(document: DocumentNode): { document: DocumentNode; looks: () => number } {
  let looks = 0
  const watch = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(watch)
    if (typeof value !== 'object' || value === null) return value
    const copy = Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== 'loc')
        .map(([key, inner]) => [key, watch(inner)]),
    )
    if (copy.kind !== Kind.SELECTION_SET) return copy
    const { selections } = copy
    const look = () => {
      looks += 1
      return selections
    }
    return Object.defineProperty(copy, 'selections', { get: look })
  }
  return { document: watch(document) as DocumentNode, looks: () => looks }
}

describe('the count of selections', () => {
  test('is that of the document with every fragment spread', () => {
    fc.assert(
      fc.property(acyclic, fc.integer({ min: 0, max: 3 }), (text, copies) => {
        // Widened around the bound, so that both answers come up.
        const wide = Array.from({ length: copies * 400 }, (_, index) => `w${index}`).join(' ')
        const document = parse(text.replace('{', `{ ${wide} `))
        expect(selectionLimit(document) === null).toBe(expanded(document) <= most)
      }),
      { numRuns: 200 },
    )
  })

  test('is exact at the bound', () => {
    const flat = (count: number) => parse(`{ ${Array.from({ length: count }, (_, index) => `a${index}`).join(' ')} }`)
    expect(selectionLimit(flat(most))).toBeNull()
    expect(selectionLimit(flat(most + 1))?.extensions).toEqual({ code: 'LIMIT_EXCEEDED' })
    const spread = (times: number) => `{ ${'...f '.repeat(times)} } fragment f on T { a b c d e f g h i }`
    expect(selectionLimit(parse(spread(most / 10)))).toBeNull()
    expect(selectionLimit(parse(spread(most / 10 + 1)))).not.toBeNull()
  })

  test('is that of the largest operation, not of all together', () => {
    const fields = Array.from({ length: most }, (_, index) => `a${index}`).join(' ')
    expect(selectionLimit(parse(`query A { ${fields} } query B { ${fields} }`))).toBeNull()
    expect(selectionLimit(parse(`query A { a } query B { ${fields} more }`))).not.toBeNull()
  })

  test('tells the bound and nothing of the document', () => {
    const message = selectionLimit(bomb(24))?.message
    expect(message).toContain(String(most))
    expect(message).toBe(selectionLimit(bomb(18))?.message)
  })
})

describe('a document made to be expensive', () => {
  test.each([8, 12, 16, 18, 24, 60])('a bomb of %i levels is looked through once a level', (levels) => {
    const { document, looks } = watched(bomb(levels))
    expect(selectionLimit(document) === null).toBe(2 ** (levels + 2) < most)
    // f0 … fn each once with their two inner sets, and the operation with its one.
    expect(looks()).toBeLessThanOrEqual(3 * (levels + 1) + 2)
  })

  test('fragments that spread each other end', () => {
    for (const text of [
      '{ ...a } fragment a on T { ...a }',
      '{ ...a } fragment a on T { x { ...b } } fragment b on T { y { ...a } }',
      '{ ...a ...b } fragment a on T { ...b ...c } fragment b on T { ...c ...a } fragment c on T { ...a ...b }',
    ]) {
      const { document, looks } = watched(parse(text))
      expect(selectionLimit(document)).toBeNull()
      expect(looks()).toBeLessThan(20)
    }
  })

  test('spreads of fragments that are not there count as themselves', () => {
    expect(selectionLimit(parse('{ ...nowhere ...nowhere }'))).toBeNull()
  })

  test('names of Object are only names', () => {
    expect(selectionLimit(parse('{ ...__proto__ ...constructor } fragment constructor on T { a }'))).toBeNull()
  })
})
