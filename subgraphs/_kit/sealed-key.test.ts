import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { keySeal, openKeys } from './sealed-key.ts'

const seal = keySeal(randomBytes(32))
const coordinate = 'Person.personalId'
const id = '052085000001'
const sealed = seal.seal(coordinate, id, 'r-1')

describe('a sealed key', () => {
  test('opens to its value, of any kind, where it was sealed for', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), fc.string(), (value, place, request) => {
        expect(seal.open(place, seal.seal(place, value, request), request)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('shows nothing of its value', () => {
    expect(sealed).toMatch(/^sealed:[\w-]+$/)
    expect(sealed).not.toContain(id)
    expect(Buffer.from(sealed.slice(7), 'base64url').toString('latin1')).not.toContain(id)
  })

  test('is equal for equal values of one request, so that a record is read once, and for no other', () => {
    expect(seal.seal(coordinate, id, 'r-1')).toBe(sealed)
    const others = [
      seal.seal(coordinate, '052085000002', 'r-1'),
      seal.seal(coordinate, id, 'r-2'),
      seal.seal('Organization.taxCode', id, 'r-1'),
      keySeal(randomBytes(32)).seal(coordinate, id, 'r-1'),
    ]
    expect(new Set([sealed, ...others]).size).toBe(5)
  })

  test.each([
    ['of another request', () => seal.open(coordinate, sealed, 'r-2')],
    ['of another field', () => seal.open('Person.fullName', sealed, 'r-1')],
    ['of another key', () => keySeal(randomBytes(32)).open(coordinate, sealed, 'r-1')],
    ['that is the value itself', () => seal.open(coordinate, id, 'r-1')],
    ['that is empty', () => seal.open(coordinate, 'sealed:', 'r-1')],
    ['of a nonce alone', () => seal.open(coordinate, `sealed:${Buffer.alloc(28).toString('base64url')}`, 'r-1')],
  ])('%s opens to nothing', (_name, open) => expect(open()).toBeNull())

  test('that was changed in any bit opens to nothing', () => {
    const bytes = Buffer.from(sealed.slice(7), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(seal.open(coordinate, `sealed:${changed.toString('base64url')}`, 'r-1')).toBeNull()
    }
  })
})

describe('the variables of a fetch', () => {
  const caller = { requestId: 'r-1', today: '2026-03-02' }
  const opened = (representations: unknown) =>
    openKeys({ query: '', caller, variables: { first: 5, representations } }, seal).representations

  test('are opened by the type and field for which each key was sealed; the rest is as it was', () => {
    const parcel = { __typename: 'Parcel', parcelId: 'w6mwm7ymbtt0' }
    expect(opened([{ __typename: 'Person', personalId: sealed }, parcel])).toEqual([
      { __typename: 'Person', personalId: id },
      parcel,
    ])
  })

  test('hold nothing where a seal fits another field: it finds no record', () => {
    expect(opened([{ __typename: 'Household', personalId: sealed, code: sealed }])).toEqual([
      { __typename: 'Household', personalId: null, code: null },
    ])
  })

  test('may be none, or no list, or a list of what is no record', () => {
    expect(openKeys({ query: '', caller }, seal)).toEqual({})
    expect(opened('x')).toBe('x')
    expect(opened([null, 'x', sealed])).toEqual([null, 'x', sealed])
    const variables = { personalId: sealed }
    // Outside of representations nothing is a key.
    expect(openKeys({ query: '', caller, variables }, seal)).toBe(variables)
  })
})
