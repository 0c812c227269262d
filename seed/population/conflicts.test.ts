import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { unitsById } from '../reference/units.ts'
import { makeChunk } from './chunk.ts'
import { pickDistinct } from './conflicts.ts'
import type { PlantedConflict, PopulationChunk, SyntheticPerson } from './population.ts'
import { makeProvince } from './province.ts'
import { randomFrom } from './random.ts'

const kinds: PlantedConflict[] = [
  'name-in-decomposed-unicode',
  'old-district-in-address',
  'person-with-two-tax-codes',
  'sex-digit-against-sex-field',
]

function chunksOf(persons: number, seed: string): PopulationChunk[] {
  const province = makeProvince({ persons, seed })
  return Array.from({ length: province.chunkCount }, (_, index) => makeChunk(province, index))
}

function count(chunks: readonly PopulationChunk[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of chunks.flatMap((chunk) => [...(chunk.conflicts?.values() ?? [])])) {
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

describe('planted conflicts', () => {
  test('of each kind: one in every thousand persons of a chunk', () => {
    expect(count(chunksOf(3500, 'a'))).toEqual(Object.fromEntries(kinds.map((kind) => [kind, 3])))
    const chunks = chunksOf(10_000, 'a')
    const each = chunks.reduce((sum, chunk) => sum + Math.floor(chunk.persons.length / 1000), 0)
    expect(each).toBe(9)
    expect(count(chunks)).toEqual(Object.fromEntries(kinds.map((kind) => [kind, each])))
  })

  test('are in every population from a thousand persons on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 2500 }), fc.string({ maxLength: 6 }), (persons, seed) => {
        expect(Object.keys(count(chunksOf(persons, seed))).sort()).toEqual(kinds)
      }),
      { numRuns: 6 },
    )
  })

  test('stand in records of living persons of the chunk, who bear what is said', () => {
    for (const chunk of chunksOf(10_000, 'b')) {
      for (const [id, kind] of chunk.conflicts ?? []) {
        const person = chunk.personById.get(id)
        expect(person?.dateOfDeath).toBeNull()
        if (person) expectPlanted(chunk, person, kind)
      }
    }
  })

  test('are marked wherever they are', () => {
    for (const chunk of chunksOf(10_000, 'c')) {
      const unmarked = chunk.persons.filter(({ personalId, fullName, address }) => {
        const planted = chunk.conflicts?.get(personalId)
        const decomposed = fullName !== fullName.normalize('NFC')
        return (
          decomposed !== (planted === 'name-in-decomposed-unicode') ||
          address.endsWith('Tỉnh Bình Định') !== (planted === 'old-district-in-address')
        )
      })
      expect(unmarked).toEqual([])
    }
  })
})

function expectPlanted(chunk: PopulationChunk, person: SyntheticPerson, kind: PlantedConflict): void {
  if (kind === 'name-in-decomposed-unicode') expect(person.fullName).toBe(person.fullName.normalize('NFD'))
  if (kind === 'person-with-two-tax-codes') {
    expect(chunk.firms.map((firm) => firm.representativeId)).toContain(person.personalId)
  }
  if (kind === 'old-district-in-address') {
    const [commune, district] = person.address.split(', ').slice(-3)
    const before = unitsById()
      .get(person.unitId)
      ?.predecessorIds.map((id) => unitsById().get(id)?.name)
    expect(before).toContain(commune)
    expect(district).toBe(chunk.province.communes.find(({ unitId }) => unitId === person.unitId)?.formerDistrict)
  }
}

test('picking some of many gives each item at most once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat(20), fc.string(), (items, wanted, seed) => {
      const picked = pickDistinct(randomFrom(seed), items, wanted)
      expect(picked).toHaveLength(Math.min(wanted, items.length))
      expect(new Set(picked).size).toBe(picked.length)
      for (const item of picked) expect(items).toContain(item)
    }),
  )
})
