import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { repositoryRoot } from '../repository-root.ts'
import { fixtureAgency, fixtureInput } from './province/fixture.ts'
import { lint, rules } from './rules.ts'

const folder = join(repositoryRoot, 'schema/lint')
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
const ruleFiles = files.filter((name) => !name.endsWith('.test.ts') && name !== 'rule.ts' && name !== 'rules.ts')

test('every file of the folder is a rule of the table, and every rule a file', () => {
  expect(ruleFiles.map((name) => name.replace(/\.ts$/, '')).sort()).toEqual(Object.keys(rules).sort())
})

describe.each(Object.keys(rules))('%s', (name) => {
  test('has its twin test', () => {
    expect(files).toContain(`${name}.test.ts`)
  })

  test('states in its doc comment what it demands', () => {
    const text = readFileSync(join(folder, `${name}.ts`), 'utf8').replaceAll(/\n \* /g, ' ')
    expect(text).toContain("A province's graph is composed only if ")
  })
})

test('the rules run in the order of the table and bear its names', () => {
  const sdl = 'type Road @key(fields: "id") @tag(name: "state-secret") { id: ID lanes: [Int] }'
  const found = [...new Set(lint(fixtureInput([fixtureAgency('roads', sdl)])).map(({ rule }) => rule))]
  const order = Object.keys(rules)
  expect(found.length).toBeGreaterThan(4)
  expect(found).toEqual(order.filter((name) => found.includes(name)))
})

test('a rule leaves its input as it was', () => {
  const input = fixtureInput([fixtureAgency('roads', 'type Road @key(fields: "id") { id: ID lanes: [Int] }')])
  const before = JSON.stringify(input.subgraphs.map(({ document, own }) => [document, own]))
  expect(lint(input)).toEqual(lint(input))
  expect(JSON.stringify(input.subgraphs.map(({ document, own }) => [document, own]))).toBe(before)
})
