import { describe, expect, test } from '@jest/globals'
import mongoose from 'mongoose'
import { parseBudgetUnitCode } from '../../schema/scalars/budget-unit-code.ts'
import { parseProjectCode } from '../../schema/scalars/project-code.ts'
import { parseTaxCode } from '../../schema/scalars/tax-code.ts'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { readAgencies } from '../../seed/reference/agencies.ts'
import { readReference } from '../../seed/reference/read-csv.ts'
import { fieldsWithoutSource, resolversWithoutField } from '../../test/setup/fields-without-source.ts'
import { loadAgency } from '../_kit/discover.ts'
import { agency } from './agency.ts'
import { budgetLineKey } from './budget-line-key.ts'

const province = makeProvince({ persons: 10_000, seed: 'enterprises' })
const chunks = Array.from({ length: province.chunkCount }, (_, index) => makeChunk(province, index))
const constants = [...(agency.seed.constants?.(province) ?? [])]
const documents = chunks.map((chunk) => [...agency.seed.documents(chunk)])
const all = [...constants, ...documents.flat()]
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
const rows = (collection: string, of = all): any[] =>
  of.filter((made) => made.collection === collection).map(({ document }) => document)

describe('the seed of enterprises', () => {
  test('fits the schemas of its collections, in NFC', async () => {
    for (const [name, { schema }] of Object.entries(agency.collections)) {
      const Model = mongoose.model(`enterprises ${name}`, schema.clone().set('strict', 'throw'))
      expect(rows(name).length).toBeGreaterThan(0)
      for (const document of rows(name)) await new Model(document).validate()
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

  test('refuses a chunk for which there are no numbers instead of giving one twice', () => {
    const beyond = { ...makeChunk(province, 0), index: 1_000 }
    expect(() => [...agency.seed.documents(beyond)]).toThrow('tax codes')
  })

  test('writes codes that their scalars accept, and old tax codes that no firm and no other owner has', () => {
    for (const { code } of [...rows('investmentProjects'), ...rows('publicProjects')]) parseProjectCode(code)
    for (const { budgetUnit } of rows('budgetLines')) parseBudgetUnitCode(budgetUnit)
    const old = rows('householdBusinesses').flatMap(({ personalTaxCode }) => personalTaxCode ?? [])
    const taken = [...old.map(parseTaxCode), ...rows('enterprises').map(({ taxCode }) => parseTaxCode(taxCode))]
    expect(new Set(taken).size).toBe(taken.length)
  })

  test('keeps each figure of money a whole number that a double holds exactly', () => {
    const money = ['charterCapital', 'taxDebt', 'totalCapital', 'budget', 'disbursed', 'planned', 'executed', 'amount']
    const figures = all.flatMap(({ document }) => money.flatMap((field) => document[field] ?? []))
    expect(figures.length).toBeGreaterThan(0)
    expect(figures.filter((figure) => !Number.isSafeInteger(figure))).toEqual([])
  })

  test('names persons and firms of the chunk: owners, representatives, holders and the paid are alive', () => {
    for (const [index, { personById, firms }] of chunks.entries()) {
      const made = documents[index]
      const taxCodes = new Set(firms.map(({ taxCode }) => taxCode))
      const persons = made?.flatMap(({ document }) =>
        ['ownerPersonalId', 'representativeId', 'holderPersonalId', 'personalId'].flatMap((key) => document[key] ?? []),
      )
      expect(persons?.filter((id) => personById.get(id as string)?.dateOfDeath !== null)).toEqual([])
      const named = made?.flatMap(({ document }) =>
        ['taxCode', 'holderTaxCode', 'investorTaxCode'].flatMap((key) => document[key] ?? []),
      )
      expect(named?.filter((taxCode) => !taxCodes.has(taxCode as string))).toEqual([])
    }
  })

  test('gives lines of business that are in the shared list, and papers and pay to a project and a line', () => {
    const vsic = new Set(readReference('vsic').map(({ code }) => code))
    expect(
      rows('enterprises')
        .flatMap(({ industries }) => industries)
        .filter((code) => !vsic.has(code)),
    ).toEqual([])
    const projects = new Set(rows('investmentProjects').map(({ code }) => code))
    expect(rows('negotiationPapers').filter(({ projectCode }) => !projects.has(projectCode))).toEqual([])
    const lines = new Set(rows('budgetLines').map(({ _id }) => _id))
    expect(rows('payrollPersons').filter(({ budgetLineId }) => !lines.has(budgetLineId))).toEqual([])
  })

  test('divides the whole capital among the holders, none of whom is the firm itself or named twice', () => {
    const holders = new Map<string, { share: number; holder: string }[]>()
    for (const { taxCode, share, holderPersonalId, holderTaxCode } of rows('shareholders')) {
      const holder = holderPersonalId ?? holderTaxCode
      holders.set(taxCode, [...(holders.get(taxCode) ?? []), { share, holder }])
    }
    expect(rows('shareholders').some(({ holderTaxCode }) => holderTaxCode)).toBe(true)
    for (const [taxCode, parts] of holders) {
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBe(100)
      expect(new Set([taxCode, ...parts.map(({ holder }) => holder)]).size).toBe(parts.length + 1)
    }
  })
})

describe('the planted conflicts of enterprises', () => {
  test.each([1_000, 6_000])('are in a population of %i persons', (persons) => {
    const small = makeProvince({ persons, seed: 'small' })
    const made = Array.from({ length: small.chunkCount }, (_, i) => [...agency.seed.documents(makeChunk(small, i))])
    expect([...new Set(made.flat().flatMap(({ plants }) => plants ?? []))].sort()).toEqual([
      'dissolved-firm-with-active-project',
      'person-with-two-tax-codes',
    ])
  })

  test('are a dissolved firm whose project goes on, and no other has one', () => {
    const dissolved = new Set(rows('enterprises').flatMap((row) => (row.status === 'DISSOLVED' ? row.taxCode : [])))
    const goesOn = all.filter(({ collection, document: { investorTaxCode, stage } }) => {
      return collection === 'investmentProjects' && dissolved.has(investorTaxCode) && stage !== 'TERMINATED'
    })
    const planted = all.filter(({ plants }) => plants === 'dissolved-firm-with-active-project')
    expect(planted.length).toBeGreaterThan(0)
    expect(goesOn).toEqual(planted)
  })

  test('are an owner of two businesses with two old tax codes, and nobody else has two', () => {
    const codes = new Map<string, Set<string | null>>()
    for (const { ownerPersonalId, personalTaxCode } of rows('householdBusinesses')) {
      codes.set(ownerPersonalId, (codes.get(ownerPersonalId) ?? new Set()).add(personalTaxCode))
    }
    const withTwo = [...codes].flatMap(([owner, known]) => (known.size > 1 && !known.has(null) ? owner : []))
    const planted = all.filter(({ plants }) => plants === 'person-with-two-tax-codes')
    expect(planted.length).toBeGreaterThan(0)
    expect(withTwo).toEqual(planted.map(({ document }) => document.ownerPersonalId))
  })
})

describe('the manifest of enterprises', () => {
  test('names departments of the register, each the successor of the one before, without a gap until today', () => {
    const known = new Map(readAgencies().map((row) => [row.code, row]))
    const { departments } = agency.manifest
    for (const [position, { agency: code, validFrom, validTo }] of departments.entries()) {
      expect(known.get(code)).toMatchObject({ validFrom, validTo })
      const next = departments[position + 1]?.agency
      if (next) expect(known.get(code)?.successorCodes).toContain(next)
    }
    expect(departments.at(-1)).toMatchObject({ agency: 'GLI-STC', validTo: null })
  })

  test('bounds the lines of business of a firm', () => {
    const most = agency.manifest.boundedLists['Organization.industries']?.most ?? 0
    expect(rows('enterprises').filter(({ industries }) => industries.length > most)).toEqual([])
  })
})

describe('the schema of enterprises', () => {
  test('has a source for each field and a field for each resolver', async () => {
    const loaded = await loadAgency('enterprises')
    const rowsOf = {
      Shareholder: 'shareholders',
      HouseholdBusiness: 'householdBusinesses',
      InvestmentProject: 'investmentProjects',
      NegotiationPaper: 'negotiationPapers',
      PublicProject: 'publicProjects',
      BudgetLine: 'budgetLines',
      PayrollPerson: 'payrollPersons',
    }
    expect(fieldsWithoutSource(loaded, rowsOf)).toEqual([])
    expect(resolversWithoutField(loaded)).toEqual([])
  })

  test('filters and orders by indexed fields', () => {
    const read: Record<string, string[]> = {
      enterprises: ['name', 'status', 'legalForm', 'establishedOn', 'unitId', 'industries', 'charterCapital'],
      shareholders: ['taxCode'],
      householdBusinesses: ['code', 'name', 'unitId', 'revenueClass', 'ownerPersonalId'],
      investmentProjects: ['code', 'name', 'investorTaxCode', 'unitId', 'stage', 'totalCapital', 'landArea'],
      negotiationPapers: ['projectCode'],
      publicProjects: ['code', 'name', 'unitId', 'budget', 'disbursed'],
      budgetLines: ['budgetUnit', 'year', 'chapter', 'unitId', 'planned', 'executed'],
      payrollPersons: ['budgetLineId'],
    }
    for (const [collection, fields] of Object.entries(read)) {
      const indexed = agency.collections[collection]?.schema.indexes().map(([keys]) => Object.keys(keys)[0])
      expect(indexed).toEqual(expect.arrayContaining(fields))
    }
  })
})

test('the key of a budget line is no other line, whatever is written into the chapter', () => {
  expect(budgetLineKey({ budgetUnit: '1215830', year: 2026, chapter: '805' })).toBe('1215830/2026/805')
  expect(budgetLineKey({ budgetUnit: '1215830', year: 2026, chapter: '805/x' })).toBe('')
})
