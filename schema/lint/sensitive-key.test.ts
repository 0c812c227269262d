import { expect, test } from '@jest/globals'
import { fixtureAgency, fixtureInput, restricted } from './province/fixture.ts'
import { sensitiveKey } from './sensitive-key.ts'

const sensitive = '@access(class: SENSITIVE, basis: "Dữ liệu cá nhân nhạy cảm")'
const found = (sdl: string) => sensitiveKey(fixtureInput([fixtureAgency('clinics', sdl)]))

test.each([
  ['a key of another class', `type Visit @key(fields: "id") { id: ID ${restricted} illness: String ${sensitive} }`],
  ['a SENSITIVE field beside no key', `type Visit { illness: String ${sensitive} }`],
])('%s passes', (_what, sdl) => {
  expect(found(sdl)).toEqual([])
})

test.each([
  ['alone', `type Visit @key(fields: "illness") { illness: ID ${sensitive} }`],
  [
    'beside another field',
    `type Visit @key(fields: "id illness") { id: ID ${restricted} illness: String ${sensitive} }`,
  ],
  [
    'as a record',
    `type Visit @key(fields: "illness { code }") { illness: Illness ${sensitive} } type Illness { code: ID ${restricted} }`,
  ],
  [
    'of a second key, and once for both',
    `type Visit @key(fields: "illness") @key(fields: "id illness") { id: ID ${restricted} illness: ID ${sensitive} }`,
  ],
])('a SENSITIVE key is an error: %s', (_what, sdl) => {
  expect(found(sdl)).toEqual([
    {
      rule: 'sensitive-key',
      subgraph: 'clinics',
      coordinate: 'Visit.illness',
      problem: 'is SENSITIVE and part of a `@key`',
      mend: 'key the entity by a number that tells nothing, and keep the sensitive value in a field of its own',
    },
  ])
})
