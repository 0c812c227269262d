import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { groupBy } from '../reference/group-by.ts'
import { makeChunk } from './chunk.ts'
import { populationDay, yearsBetween } from './days.ts'
import type { PopulationChunk, SyntheticPerson } from './population.ts'
import { makeProvince } from './province.ts'

const populations = fc.tuple(fc.integer({ min: 1, max: 900 }), fc.string({ maxLength: 6 }))

const large = makeChunk(makeProvince({ persons: 4000, seed: 'laws' }), 0)

/** States a law of one chunk, by what breaks it, for many populations and for one of 4,000 persons. */
function law(name: string, breaches: (chunk: PopulationChunk) => readonly unknown[]): void {
  test(name, () => {
    expect(breaches(large)).toEqual([])
    fc.assert(
      fc.property(populations, ([persons, seed]) => {
        expect(breaches(makeChunk(makeProvince({ persons, seed }), 0))).toEqual([])
      }),
      { numRuns: 10 },
    )
  })
}

const ageAt = (person: SyntheticPerson, date: string) => yearsBetween(person.dateOfBirth, date)
const isLiving = (person: SyntheticPerson) => person.dateOfDeath === null
const relativeOf = (chunk: PopulationChunk, id: string | null) => (id === null ? undefined : chunk.personById.get(id))

describe('households', () => {
  law('have one to nine living members', ({ households }) =>
    households.filter(({ memberIds }) => memberIds.length < 1 || memberIds.length > 9),
  )

  law('hold every living person once and no dead one', ({ households, persons }) => {
    const members = households.flatMap(({ code, memberIds }) => memberIds.map((id) => `${id} ${code}`)).sort()
    const living = persons.filter(isLiving).map((person) => `${person.personalId} ${person.householdCode}`)
    return members.join() === living.sort().join() ? [] : [members, living]
  })

  law('share commune and address with their persons, but for the planted old addresses', (chunk) => {
    const byCode = new Map(chunk.households.map((household) => [household.code, household]))
    return chunk.persons.filter((person) => {
      const household = byCode.get(person.householdCode)
      const old = chunk.conflicts?.get(person.personalId) === 'old-district-in-address'
      return household?.unitId !== person.unitId || (household.address === person.address) === old
    })
  })

  law('have a living adult as head, who alone is related as head', (chunk) =>
    chunk.households.filter(({ headId, memberIds }) => {
      const head = relativeOf(chunk, headId)
      const related = memberIds.filter((id) => relativeOf(chunk, id)?.relationship === '01')
      return !head || !isLiving(head) || ageAt(head, populationDay) < 18 || related.join() !== headId
    }),
  )
})

describe('relatives', () => {
  law('on record are persons of the same chunk and household, of the right sex', (chunk) =>
    chunk.persons.filter((person) =>
      (
        [
          [person.fatherId, 'MALE'],
          [person.motherId, 'FEMALE'],
          [person.spouseId, person.sex === 'MALE' ? 'FEMALE' : 'MALE'],
        ] as const
      ).some(([id, sex]) => {
        const relative = relativeOf(chunk, id)
        return id !== null && (relative?.sex !== sex || relative.householdCode !== person.householdCode)
      }),
    ),
  )

  law('a mother is 16 to 45 and a father 17 to 60 when a child is born, and alive', (chunk) =>
    chunk.persons.filter((child) =>
      (
        [
          [child.motherId, 16, 45],
          [child.fatherId, 17, 60],
        ] as const
      ).some(([id, least, most]) => {
        const parent = relativeOf(chunk, id)
        if (!parent) return false
        const age = ageAt(parent, child.dateOfBirth)
        return age < least || age > most || (parent.dateOfDeath ?? '9999') <= child.dateOfBirth
      }),
    ),
  )

  law('brothers and sisters bear different names', ({ persons }) => {
    const siblings = persons.filter((person) => person.fatherId !== null || person.motherId !== null)
    const key = (person: SyntheticPerson) => `${person.fatherId} ${person.motherId} ${person.fullName.normalize('NFC')}`
    return [...groupBy(siblings, key).values()].filter((same) => same.length > 1)
  })
})

describe('marriages', () => {
  law('are mutual and of the same day', (chunk) =>
    chunk.persons.filter((person) => {
      const spouse = relativeOf(chunk, person.spouseId)
      if (!spouse) return person.marriageDate !== null
      return spouse.spouseId !== person.personalId || spouse.marriageDate !== person.marriageDate
    }),
  )

  law('were made after he was 20 and she was 18, by people at most 10 years apart', (chunk) =>
    chunk.persons.filter((person) => {
      const spouse = relativeOf(chunk, person.spouseId)
      if (!spouse || person.marriageDate === null) return false
      const gap = yearsBetween(person.dateOfBirth, spouse.dateOfBirth)
      const age = ageAt(person, person.marriageDate)
      return age < (person.sex === 'MALE' ? 20 : 18) || person.marriageDate > populationDay || gap > 10 || gap < -10
    }),
  )

  law('make the marital status: married, or widowed where the spouse died first', (chunk) =>
    chunk.persons.filter((person) => {
      const spouse = relativeOf(chunk, person.spouseId)
      if (ageAt(person, populationDay) < 18) return person.maritalStatus !== '1'
      if (!spouse) return !['1', '3', '4', '5'].includes(person.maritalStatus)
      const widowed = (spouse.dateOfDeath ?? '9999') < (person.dateOfDeath ?? '9999')
      return person.maritalStatus !== (widowed ? '3' : '2')
    }),
  )

  law('end with a death after the wedding, since 2015', ({ persons }) =>
    persons.filter(
      ({ dateOfDeath, dateOfBirth, marriageDate }) =>
        dateOfDeath !== null &&
        (dateOfDeath <= dateOfBirth || dateOfDeath <= (marriageDate ?? '') || dateOfDeath < '2015-01-01'),
    ),
  )
})

test('all kinds of families occur', () => {
  const { persons } = makeChunk(makeProvince({ persons: 5000, seed: 'kinds' }), 0)
  const living = persons.filter(isLiving)
  const relations = new Set(living.map((person) => person.relationship))
  for (const code of ['01', '02', '03', '04', '06', '07', '08', '09', '11', '14']) expect(relations).toContain(code)
  expect(living.some((person) => person.maritalStatus === '3' && person.spouseId !== null)).toBe(true)
  const withOneParent = living.filter((person) => (person.fatherId === null) !== (person.motherId === null))
  expect(withOneParent.length).toBeGreaterThan(50)
})
