import { describe, expect, test } from '@jest/globals'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { readGlossaries } from '../lint/province/glossary-terms.ts'
import { lintInput } from '../lint/province/lint-input.ts'
import { rules } from '../lint/rules.ts'
import { composeProvince } from './compose.ts'
import { errorLine } from './summary.ts'

const agencies = await discoverAgencies()
const input = lintInput(agencies, readGlossaries(agencies))

describe('every agency of the province', () => {
  test.each(Object.entries(rules))('passes %s', (_name, rule) => {
    expect(rule(input).map(errorLine)).toEqual([])
  })

  test('composes with the others into one graph', () => {
    const composed = composeProvince(agencies)
    expect('errors' in composed ? composed.errors.map(errorLine) : []).toEqual([])
  })
})
