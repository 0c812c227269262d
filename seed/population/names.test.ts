import { describe, expect, test } from '@jest/globals'
import { makeChunk } from './chunk.ts'
import { familyNameShares } from './names.ts'
import { kinh } from './peoples.ts'
import { makeProvince } from './province.ts'

const province = makeProvince({ persons: 30_000, seed: 'names' })
const chunks = Array.from({ length: province.chunkCount }, (_, index) => makeChunk(province, index))
const persons = chunks.flatMap((chunk) => chunk.persons)

describe('family names', () => {
  test('have shares that sum to 100, the published ones where there are any', () => {
    const shares = new Map(familyNameShares())
    expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9)
    expect(shares.get('Nguyễn')).toBe(38.4)
    expect(shares.get('Bùi')).toBe(2)
  })

  test('are written as in the south: Huỳnh and Võ, with the shares of both spellings together', () => {
    const shares = new Map(familyNameShares())
    expect((shares.get('Huỳnh') ?? 0) + (shares.get('Hoàng') ?? 0)).toBeCloseTo(5.1, 9)
    expect((shares.get('Võ') ?? 0) + (shares.get('Vũ') ?? 0)).toBeCloseTo(3.9, 9)
    expect(shares.get('Huỳnh')).toBeGreaterThan(shares.get('Hoàng') ?? 0)
    expect(shares.get('Võ')).toBeGreaterThan(shares.get('Vũ') ?? 0)
  })

  test('occur among the Kinh as often as their share says, to two in a hundred', () => {
    const own = persons.filter((person) => person.ethnicity === kinh)
    const counts = new Map<string, number>()
    for (const { fullName } of own) {
      const family = fullName.normalize('NFC').split(' ')[0] ?? ''
      counts.set(family, (counts.get(family) ?? 0) + 1)
    }
    for (const [family, share] of familyNameShares()) {
      expect(Math.abs((100 * (counts.get(family) ?? 0)) / own.length - share)).toBeLessThan(2)
    }
  })

  test('pass from father to child, in nearly every family', () => {
    const byId = new Map(persons.map((person) => [person.personalId, person]))
    const familyOf = (name: string) => name.normalize('NFC').split(' ')[0]
    const children = persons.filter((person) => person.fatherId !== null)
    const same = children.filter(
      (child) => familyOf(child.fullName) === familyOf(byId.get(child.fatherId ?? '')?.fullName ?? ''),
    )
    expect(same.length / children.length).toBeGreaterThan(0.96)
    expect(same.length).toBeLessThan(children.length)
  })
})

describe('given names', () => {
  test('follow the sex and the fashion of the year: Thị and Văn with the elder', () => {
    const share = (sex: string, middle: string, from: string, to: string) => {
      const own = persons.filter((p) => p.sex === sex && p.dateOfBirth >= from && p.dateOfBirth < to)
      return own.filter((p) => p.fullName.normalize('NFC').split(' ')[1] === middle).length / own.length
    }
    expect(share('FEMALE', 'Thị', '1900', '1990')).toBeGreaterThan(0.7)
    expect(share('FEMALE', 'Thị', '2000', '2030')).toBeLessThan(0.5)
    expect(share('MALE', 'Văn', '1900', '1990')).toBeGreaterThan(0.4)
    expect(share('MALE', 'Văn', '2000', '2030')).toBeLessThan(0.3)
    expect(share('MALE', 'Thị', '1900', '2030')).toBe(0)
  })
})

test('every text of a population is composed (NFC), but for the planted names', () => {
  for (const chunk of chunks) {
    const texts = JSON.stringify([
      chunk.persons.filter(({ personalId }) => chunk.conflicts?.get(personalId) !== 'name-in-decomposed-unicode'),
      chunk.households,
      chunk.firms,
      province.communes,
      province.healthFacilities,
    ])
    expect(texts === texts.normalize('NFC')).toBe(true)
  }
})
