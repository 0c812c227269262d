import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { RowScope } from '../../schema/access/row-scope.ts'
import { limitsName, scopeName } from './scope-name.ts'

const some = fc.option(fc.array(fc.constantFrom('A', 'B', '["A"]', 'null', ''), { maxLength: 3 }))
const scope: fc.Arbitrary<RowScope> = fc
  .record({ units: some, subjects: some, agency: fc.option(fc.constantFrom('A', 'B', 'null')) })
  .map(({ units, subjects, agency }) => ({
    units: units && new Set(units),
    subjects: subjects && new Set(subjects),
    agency,
  }))

const same = (a: ReadonlySet<string> | null, b: ReadonlySet<string> | null) =>
  a === null || b === null ? a === b : a.size === b.size && [...a].every((one) => b.has(one))

test('two scopes share a name if and only if they hold the same, in whatever order', () => {
  fc.assert(
    fc.property(scope, scope, (a, b) => {
      const equal = same(a.units, b.units) && same(a.subjects, b.subjects) && a.agency === b.agency
      expect(scopeName(a) === scopeName(b)).toBe(equal)
    }),
    { numRuns: 1_000 },
  )
})

test('limits are named by their scopes, whatever the order; one limit of two scopes is not two limits', () => {
  const inUnit = (unit: string): RowScope => ({ units: new Set([unit]), subjects: null, agency: null })
  const [a, b] = [inUnit('A'), inUnit('B')]
  expect(limitsName([[a, b], [a]])).toBe(limitsName([[a], [b, a]]))
  expect(limitsName([[a, b]])).not.toBe(limitsName([[a], [b]]))
  expect(limitsName([[a]])).not.toBe(limitsName([[b]]))
})

test('a name tells nobody of the persons in a scope', () => {
  expect(scopeName({ units: null, subjects: new Set(['052085000001']), agency: null })).toMatch(/^[\w-]{43}$/)
})
