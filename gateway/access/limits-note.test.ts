import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { RowScope } from '../../schema/access/row-scope.ts'
import { limitsNote, scopeText } from './limits-note.ts'

const scope = (changes: Partial<RowScope>): RowScope => ({ units: null, subjects: null, agency: null, ...changes })

describe('the note of limited rows', () => {
  test('is none where nothing is limited', () => expect(limitsNote({ limits: [] })).toBeNull())

  test('names each coordinate with its scopes', () => {
    const here = scope({ units: new Set(['b@2025', 'a@2025']) })
    const consented = scope({ units: new Set(['c@2025']), subjects: new Set(['052085000001']) })
    expect(
      limitsNote({
        limits: [
          { coordinate: 'Query.person', limit: [here, consented] },
          { coordinate: 'Query.exchangeLog', limit: [scope({ agency: 'GLI-ST' })] },
        ],
      }),
    ).toEqual([
      { coordinate: 'Query.person', scope: 'units: a@2025 b@2025 | units: c@2025, subjects who consented' },
      { coordinate: 'Query.exchangeLog', scope: 'agency: GLI-ST' },
    ])
  })

  test('is the same whoever has consented, and however many: who did is not told', () => {
    const personal = fc.stringMatching(/^\d{12}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(personal, { minLength: 1 }),
        fc.uniqueArray(personal, { minLength: 1 }),
        (one, other) => {
          expect(scopeText(scope({ subjects: new Set(one) }))).toBe(scopeText(scope({ subjects: new Set(other) })))
        },
      ),
    )
  })

  test('is the same in whatever order the units were read', () => {
    expect(scopeText(scope({ units: new Set(['b', 'a']) }))).toBe(scopeText(scope({ units: new Set(['a', 'b']) })))
  })
})
