import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { Kind, parse } from 'graphql'
import { repositoryRoot } from '../repository-root.ts'
import { scalars } from './scalars.ts'

const prelude = parse(readFileSync(join(repositoryRoot, 'schema/prelude.graphql'), 'utf8'))
const declared = new Map(
  prelude.definitions.flatMap((definition) =>
    definition.kind === Kind.SCALAR_TYPE_DEFINITION ? [[definition.name.value, definition.description?.value]] : [],
  ),
)

test('every scalar that the prelude declares is in the table, and no other', () => {
  expect(Object.keys(scalars).sort()).toEqual([...declared.keys()].sort())
})

test('each stands under its own name, with the words of the prelude', () => {
  for (const [name, scalar] of Object.entries(scalars)) {
    expect(scalar.name).toBe(name)
    expect(scalar.description).toBe(declared.get(name))
    expect(scalar.description).toBe(scalar.description?.normalize('NFC'))
  }
})

test('nobody can change the table', () => {
  expect(Object.isFrozen(scalars)).toBe(true)
})
