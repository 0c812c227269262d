import { expect, test } from '@jest/globals'
import { ruleOf } from '../../schema/access/rules.ts'
import { provinceSupergraph } from '../../schema/compose/province-supergraph.ts'
import { discoverAgencies } from './discover.ts'
import { provinceRules } from './province-rules.ts'

test('the rules of the province hold for every agency, and the master of an entity is its owner', async () => {
  const agencies = await discoverAgencies()
  const rules = provinceRules(await provinceSupergraph(agencies, () => {}), agencies)
  expect(ruleOf(rules, 'Query', 'person').class).toBe('SHARED')
  expect(ruleOf(rules, 'Person', 'ethnicity').class).toBe('SENSITIVE')
  expect(ruleOf(rules, 'Person', 'nothingOfTheKind').class).not.toBe('OPEN')
})

test('a graph without rules is not served', () => {
  expect(() => provinceRules('type Query { a: Int }', [])).toThrow('carries no @access')
})
