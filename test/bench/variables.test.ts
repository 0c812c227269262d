import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { defaultPopulation, operationVariables } from '../../seed/operations/variables.ts'

const fresh = await operationVariables(defaultPopulation)

test.each(Object.keys(fresh))('the committed variables of %s are those of the seed', (name) => {
  const committed = JSON.parse(readFileSync(join(repositoryRoot, `test/bench/operations/${name}.json`), 'utf8'))
  expect(committed).toEqual(fresh[name])
})

test.each(['dossier', 'organizations'])('%s has at least 500 different sets of variables', (name) => {
  const sets = fresh[name]?.variables.map((variables) => JSON.stringify(variables)) ?? []
  expect(new Set(sets).size).toBeGreaterThanOrEqual(500)
})

test('each list of organizations names fifty different ones', () => {
  const lists = (fresh.organizations?.variables ?? []) as readonly { readonly taxCodes: string[] }[]
  expect(lists.map(({ taxCodes }) => new Set(taxCodes).size)).toEqual(lists.map(() => 50))
})
