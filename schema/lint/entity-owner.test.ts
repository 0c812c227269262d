import { describe, expect, test } from '@jest/globals'
import { entityOwner } from './entity-owner.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

const parcel = `type Parcel @key(fields: "id") { id: ID ${open} }`
const land = fixtureAgency('land', parcel, { manifest: { owns: ['Parcel'] } })

describe('entities with one owner each', () => {
  test('pass, also where others extend or refer to them', () => {
    const tax = fixtureAgency('tax', parcel)
    expect(entityOwner(fixtureInput([land, tax]))).toEqual([])
  })

  test('pass where an unowned one is only referred to', () => {
    const tax = fixtureAgency('tax', `type Road @key(fields: "id", resolvable: false) { id: ID ${open} }`)
    expect(entityOwner(fixtureInput([tax]))).toEqual([])
  })

  test('pass with consents for what is theirs', () => {
    const consents = [
      { to: '*', entity: 'Parcel', allows: 'key', reason: 'x' },
      { to: 'tax', entity: 'Person', allows: 'override', reason: 'x' },
    ] as const
    const sdl = `${parcel} type Person @key(fields: "id", resolvable: false) { id: ID ${open} }`
    expect(
      entityOwner(fixtureInput([fixtureAgency('land', sdl, { manifest: { owns: ['Parcel'], consents } })])),
    ).toEqual([])
  })
})

describe('refused is', () => {
  test('a second owner', () => {
    const tax = fixtureAgency('tax', parcel, { manifest: { owns: ['Parcel'] } })
    expect(entityOwner(fixtureInput([land, tax]))).toEqual([
      {
        rule: 'entity-owner',
        subgraph: 'tax',
        coordinate: 'Parcel',
        problem: 'land owns it too',
        mend: 'leave it to one of the two, and let it consent to the other',
      },
    ])
  })

  test('an entity without owner', () => {
    expect(entityOwner(fixtureInput([fixtureAgency('land', parcel)]))).toEqual([
      {
        rule: 'entity-owner',
        subgraph: 'land',
        coordinate: 'Parcel',
        problem: 'is an entity that no manifest owns',
        mend: 'name it in `owns` of the database that is its master',
      },
    ])
  })

  test.each([
    ['has no such type', `type Road { id: ID ${open} }`],
    ['gives it no key', `type Parcel { id: ID ${open} }`],
    ['does not resolve it', `type Parcel @key(fields: "id", resolvable: false) { id: ID ${open} }`],
  ])('an owner whose schema %s', (_what, sdl) => {
    expect(entityOwner(fixtureInput([fixtureAgency('land', sdl, { manifest: { owns: ['Parcel'] } })]))).toEqual([
      {
        rule: 'entity-owner',
        subgraph: 'land',
        coordinate: 'Parcel',
        problem: 'the manifest owns it, but the schema resolves it by no key',
        mend: 'add `@key(fields: …)` to the type, or take it out of `owns`',
      },
    ])
  })

  test.each(['key', 'root-list', 'override'] as const)('a consent to `%s` from one who does not own', (allows) => {
    const consents = [{ to: 'mine', entity: 'Vessel', allows, reason: 'x' }]
    const errors = entityOwner(
      fixtureInput([fixtureAgency('land', parcel, { manifest: { owns: ['Parcel'], consents } })]),
    )
    expect(errors).toEqual([
      {
        rule: 'entity-owner',
        subgraph: 'land',
        coordinate: 'Vessel',
        problem: `the manifest consents to \`${allows}\` for what is not its own`,
        mend: 'remove the consent; only the owner can give it',
      },
    ])
  })
})
