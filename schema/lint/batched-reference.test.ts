import { expect, test } from '@jest/globals'
import type { TypeResolvers } from '../../subgraphs/_kit/agency.ts'
import { referenceBy, referenceKey } from '../../subgraphs/_kit/reference.ts'
import { batchedReference } from './batched-reference.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

const road = `type Road @key(fields: "id") { id: ID ${open} }`

function found(sdl: string, resolvers: Record<string, TypeResolvers> = {}) {
  return batchedReference(fixtureInput([fixtureAgency('roads', sdl, { resolvers })]))
}

test.each([
  ['looks the key up', referenceBy('roads', 'id')],
  ['passes the key on', referenceKey()],
])('a resolver of the kit that %s passes', (_what, __resolveReference) => {
  expect(found(road, { Road: { __resolveReference } })).toEqual([])
})

test('a reference that is not resolved here needs no resolver', () => {
  expect(found(`type Road @key(fields: "id", resolvable: false) { id: ID ${open} }`)).toEqual([])
})

const mend = 'make `__resolveReference` by `referenceBy(…)` or `referenceKey()`, or say `resolvable: false`'

test('an entity without reference resolver is refused, extensions too', () => {
  const problem = 'has a key and no reference resolver'
  const error = { rule: 'batched-reference', subgraph: 'roads', coordinate: 'Road', problem, mend }
  expect(found(road)).toEqual([error])
  expect(found(`extend ${road}`, { Road: {} })).toEqual([error])
})

test('a reference resolver written by hand is refused: N keys would cost N commands', () => {
  const problem = 'its reference resolver loads without a loader'
  const resolvers = { Road: { __resolveReference: (key: { id: string }) => ({ id: key.id }) } }
  expect(found(road, resolvers)).toEqual([
    { rule: 'batched-reference', subgraph: 'roads', coordinate: 'Road', problem, mend },
  ])
})
