import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { makeChunk } from '../../seed/population/chunk.ts'
import type { SeedDocument } from '../../seed/population/population.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'
import { isValidAt, readUnits, unitsById } from '../../seed/reference/units.ts'
import { agency } from './agency.ts'
import { registerKey } from './register-key.ts'

const province = makeProvince({ persons: 6_000, seed: 'civil-status' })
const chunks = [makeChunk(province, 0), makeChunk(province, 1)]
const documents = chunks.map((chunk) => [...agency.seed.documents(chunk)])
const all = documents.flat()
const registers = ['births', 'marriages', 'deaths', 'singleStatuses']
const entries = all.filter(({ collection }) => registers.includes(collection))
const persons = chunks.flatMap((chunk) => chunk.persons)

// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string, of: readonly SeedDocument[] = all): any[] =>
  of.filter((made) => made.collection === collection).map(({ document }) => document)

describe('the seed of civil status', () => {
  test('fits the schemas of its collections, in NFC', async () => {
    for (const [name, { schema }] of Object.entries(agency.collections)) {
      const Model = mongoose.model(`civil-status ${name}`, schema)
      expect(rows(name).length).toBeGreaterThan(0)
      for (const document of rows(name, documents[0])) await new Model(document).validate()
    }
    expect(all.filter(({ collection }) => !agency.collections[collection])).toEqual([])
    const text = JSON.stringify(all)
    expect(text).toBe(text.normalize('NFC'))
  })

  test('is the same for the same chunk, and no key is used twice in all chunks', () => {
    expect([...agency.seed.documents(makeChunk(province, 1))]).toEqual(documents[1])
    const keys = all.map(({ collection, document }) => `${collection} ${document._id}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('makes one to three documents a person', () => {
    expect(all.length / persons.length).toBeGreaterThan(1)
    expect(all.length / persons.length).toBeLessThan(3)
  })

  test('names only persons of the chunk', () => {
    for (const [i, { personById }] of chunks.entries()) {
      const of = documents[i] ?? []
      const named = [
        ...rows('births', of).flatMap((row) => [row.personalId, row.fatherId, row.motherId, ...row.parentIds]),
        ...rows('marriages', of).flatMap((row) => [row.husbandId, row.wifeId, ...row.spouseIds]),
        ...['deaths', 'singleStatuses', 'personStatuses'].flatMap((name) =>
          rows(name, of).map((row) => row.personalId),
        ),
      ].filter((id) => id !== null)
      expect(named.filter((id) => !personById.has(id))).toEqual([])
    }
  })

  test('has one birth a person, with the parents that the population has', () => {
    const told = rows('births').map((row) => [row.personalId, row.dateOfBirth, row.unitId, row.fatherId, row.motherId])
    expect(told).toEqual(persons.map((p) => [p.personalId, p.dateOfBirth, p.birthUnitId, p.fatherId, p.motherId]))
  })

  test('has one death for each of the dead and none for the living', () => {
    const dead = persons.filter(({ dateOfDeath }) => dateOfDeath !== null)
    expect(dead.length).toBeGreaterThan(0)
    expect(rows('deaths').map((row) => [row.personalId, row.dateOfDeath])).toEqual(
      dead.map((person) => [person.personalId, person.dateOfDeath]),
    )
  })

  test('has one marriage a couple, ended where one of them died', () => {
    const couples = new Set(
      persons
        .filter(({ spouseId }) => spouseId)
        .map(({ personalId, spouseId }) => [personalId, spouseId].sort().join()),
    )
    const marriages = rows('marriages')
    expect(marriages.map((row) => row.spouseIds.toSorted().join()).sort()).toEqual([...couples].sort())
    const byId = new Map(persons.map((person) => [person.personalId, person]))
    const wrong = marriages.filter(({ husbandId, wifeId, endedOn }) => {
      const [husband, wife] = [byId.get(husbandId), byId.get(wifeId)]
      const oneDied = husband?.dateOfDeath != null || wife?.dateOfDeath != null
      return husband?.sex !== 'MALE' || wife?.sex !== 'FEMALE' || (endedOn !== null) !== oneDied
    })
    expect(wrong).toEqual([])
  })

  test('registers each event in a commune whose period held that day, by the code it then had', () => {
    const wrong = registers
      .flatMap((register) => rows(register))
      .filter((row) => {
        const unit = unitsById().get(row.unitId)
        const held = unit?.level === 3 && unit.code === row.unitCode && isValidAt(unit, row.registeredOn)
        return !held || row.year !== Number(row.registeredOn.slice(0, 4)) || row.registeredOn > province.asOf
      })
    expect(wrong).toEqual([])
  })

  test('plants records on merged communes, some of whose codes name another commune today', () => {
    const planted = entries.filter(({ plants }) => plants === 'record-on-merged-commune')
    expect(planted.length).toBeGreaterThan(0)
    const today = readUnits().filter((unit) => unit.level === 3 && isValidAt(unit, province.asOf))
    const codesToday = new Set(today.map(({ code }) => code))
    const ended = planted.filter(({ document }) => !today.some(({ id }) => id === document.unitId))
    expect(ended).toHaveLength(planted.length)
    expect(planted.some(({ document }) => codesToday.has(document.unitCode as string))).toBe(true)
    const stands = entries.filter(({ document }) => today.some(({ id }) => id === document.unitId))
    expect(stands.every(({ plants }) => plants === undefined)).toBe(true)
  })
})

describe('the key of a register', () => {
  // Few characters, so that parts often look like one another.
  const text = fc.string({ unit: fc.constantFrom('1', '2', '/'), maxLength: 4 })

  test('is told apart by every part of it, or finds nothing', () => {
    fc.assert(
      fc.property(text, text, text, text, (unitCode, registerNumber, otherCode, otherNumber) => {
        const key = registerKey({ unitCode, registerNumber })
        const same = unitCode === otherCode && registerNumber === otherNumber
        const equal = key === registerKey({ unitCode: otherCode, registerNumber: otherNumber })
        expect(same ? equal : key === '' || !equal).toBe(true)
      }),
    )
  })

  test('is not made from a code with a slash, which could stand for another pair', () => {
    expect(registerKey({ unitCode: '21583', registerNumber: '12/2019' })).toBe('21583/12/2019')
    expect(registerKey({ unitCode: '21583/12', registerNumber: '2019' })).toBe('')
  })
})

describe('the manifest of civil status', () => {
  test('names departments of the register without a gap until today', () => {
    const known = new Map(readAgencies().map((row) => [row.code, row]))
    const departments = agency.manifest.departments.map(({ agency: code, validFrom, validTo }) => {
      expect(known.get(code)).toMatchObject({ validFrom, validTo })
      return [validFrom, validTo]
    })
    expect(departments).toEqual([
      [null, '2025-06-30'],
      ['2025-07-01', null],
    ])
  })
})
