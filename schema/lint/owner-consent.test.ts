import { describe, expect, test } from '@jest/globals'
import type { Consent } from '../../subgraphs/_kit/agency.ts'
import { ownerConsent } from './owner-consent.ts'
import { fixtureAgency, fixtureInput, open } from './province/fixture.ts'

const parcel = `type Parcel @key(fields: "id") { id: ID ${open} area: Float ${open} }`
const stub = (more = '') => `type Parcel @key(fields: "id") { id: ID ${open} ${more} }`

/** `tax` with this SDL beside `land`, which owns Parcel and consents so. */
function found(sdl: string, ...consents: [to: string, allows: Consent['allows'], entity?: string][]) {
  const given = consents.map(([to, allows, entity = 'Parcel']) => ({ to, entity, allows, reason: 'x' }))
  const land = fixtureAgency('land', parcel, { manifest: { owns: ['Parcel'], consents: given } })
  return ownerConsent(fixtureInput([land, fixtureAgency('tax', sdl)]))
}

function refused(coordinate: string, problem: string, mend: string) {
  return [{ rule: 'owner-consent', subgraph: 'tax', coordinate, problem, mend }]
}

function ask(allows: Consent['allows'], from = 'land', entity = 'Parcel') {
  const consent = `{ to: 'tax', entity: '${entity}', allows: '${allows}' }`
  return `ask ${from} to consent in subgraphs/${from}/agency.ts: ${consent}, or remove it`
}

describe('the key of another’s entity', () => {
  test('is taken with consent, to all or by name', () => {
    expect(found(stub(), ['*', 'key'])).toEqual([])
    expect(found(stub(), ['tax', 'key'])).toEqual([])
  })

  test.each([
    ['an extension', stub(`levy: Int ${open}`)],
    ['a reference', `type Parcel @key(fields: "id", resolvable: false) { id: ID ${open} }`],
    ['an extension without fields', 'extend type Parcel @key(fields: "area")'],
    ['a type without key', `type Parcel { id: ID ${open} }`],
  ])('is refused without consent: %s', (_what, sdl) => {
    expect(found(sdl)).toEqual(refused('Parcel', 'land owns it and does not consent', ask('key')))
    expect(found(sdl, ['roads', 'key'], ['*', 'root-list'])).toHaveLength(1)
  })

  test('is compared whatever the order and the spaces', () => {
    const land = fixtureAgency(
      'land',
      `type Parcel @key(fields: "sheet  number") { number: ID ${open} sheet: ID ${open} }`,
      {
        manifest: { owns: ['Parcel'], consents: [{ to: '*', entity: 'Parcel', allows: 'key', reason: 'x' }] },
      },
    )
    const tax = fixtureAgency(
      'tax',
      `type Parcel @key(fields: "number sheet") { number: ID ${open} sheet: ID ${open} }`,
    )
    expect(ownerConsent(fixtureInput([land, tax]))).toEqual([])
  })

  test('is the owner’s own, unless the consent names the database', () => {
    const sdl = `type Parcel @key(fields: "area") { area: Float ${open} }`
    const problem = '`@key(fields: "area")` is no key of land, which owns it'
    expect(found(sdl, ['*', 'key'])).toEqual(refused('Parcel', problem, `use \`@key(fields: "id")\`, or ${ask('key')}`))
    expect(found(sdl, ['tax', 'key'])).toEqual([])
  })

  test('is not left out', () => {
    const problem = 'land owns it, and it is written here without key'
    const sdl = `type Parcel { levy: Int ${open} }`
    expect(found(sdl, ['*', 'key'])).toEqual(refused('Parcel', problem, 'add `@key(fields: "id")`'))
  })
})

describe('an override', () => {
  const sdl = stub(`area: Float ${open} @override(from: "land")`)

  test('passes with the consent of the database that resolves the field so far, by name', () => {
    expect(found(sdl, ['*', 'key'], ['tax', 'override'])).toEqual([])
  })

  test.each([[[]], [[['*', 'override']]], [[['roads', 'override']]]] as [['*', 'override'][]][])(
    'is refused without: %j',
    (consents) => {
      const problem = 'overrides land, which does not consent by name'
      expect(found(sdl, ['*', 'key'], ...consents)).toEqual(refused('Parcel.area', problem, ask('override')))
    },
  )

  test('is refused on a root too', () => {
    const root = `extend type Query { parcel: ID ${open} @override(from: "land") }`
    expect(found(root)).toEqual(
      refused('Query.parcel', 'overrides land, which does not consent by name', ask('override', 'land', 'Query')),
    )
  })

  test('of no database is refused', () => {
    const nowhere = stub(`area: Float ${open} @override(from: "sea")`)
    const problem = 'overrides "sea", which is no database'
    expect(found(nowhere, ['*', 'key'])).toEqual(refused('Parcel.area', problem, 'name the folder, or remove it'))
  })
})

describe('a root list of another’s entity', () => {
  test.each([
    ['a connection', `extend type Query { levied: ParcelConnection ${open} }`],
    ['a plain list', `extend type Query { levied: [Parcel!] ${open} }`],
    ['a union', `union Thing = Parcel extend type Query { levied: [Thing] ${open} }`],
    ['a mutation’s answer', `type Mutation { levied: [Parcel] ${open} }`],
  ])('needs consent: %s', (_what, root) => {
    const coordinate = root.includes('Mutation') ? 'Mutation.levied' : 'Query.levied'
    const problem = 'lists Parcel, which land owns, without its consent'
    expect(found(stub() + root, ['*', 'key'])).toEqual(refused(coordinate, problem, ask('root-list')))
    expect(found(stub() + root, ['*', 'key'], ['tax', 'root-list'])).toEqual([])
  })

  test('is not a single record, nor a list below a record', () => {
    const sdl = `extend type Query { levy: Levy ${open} one: Parcel ${open} } type Levy { parcels: [Parcel] ${open} }`
    expect(found(stub() + sdl, ['*', 'key'])).toEqual([])
  })
})

describe('hiding', () => {
  const mend = 'remove `@inaccessible`; only the owner hides an entity'

  test('another’s entity is refused, whatever it consents to', () => {
    const sdl = `type Parcel @key(fields: "id") @inaccessible { id: ID ${open} }`
    expect(found(sdl, ['tax', 'key'])).toEqual(refused('Parcel', 'hides an entity of land', mend))
  })

  test('its field is refused, one’s own is not', () => {
    const sdl = `type Parcel @key(fields: "id") { id: ID ${open} @inaccessible levy: Int ${open} @inaccessible }`
    expect(found(sdl, ['tax', 'key'])).toEqual(refused('Parcel.id', 'hides a field of land', mend))
  })
})
