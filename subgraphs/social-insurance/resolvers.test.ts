import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { testDataKeys } from '../../test/setup/data-keys.ts'
import { testPersons, testSeed } from '../../test/setup/population.ts'
import { cursorSeal, newCursorKey } from '../_kit/cursor.ts'
import { loadAgency } from '../_kit/discover.ts'
import { openSubgraph, type Subgraph } from '../_kit/subgraph.ts'
import { agency } from './agency.ts'

const province = makeProvince({ persons: testPersons, seed: testSeed })
const chunk = makeChunk(province, 0)
// biome-ignore lint/suspicious/noExplicitAny: rows are as MongoDB holds them
const rows: any[] = [...agency.seed.documents(chunk)].map(({ document }) => document)
const isValidOn = (row: { validFrom: string; validTo: string }, day: string) =>
  row.validFrom <= day && day <= row.validTo
const muchLater = '2035-01-01'

let subgraph: Subgraph
beforeAll(async () => {
  const options = { uri: String(process.env.TEST_MONGODB_URI), access: null, now: () => new Date(), report: () => {} }
  subgraph = openSubgraph(await loadAgency('social-insurance'), {
    ...options,
    cursors: cursorSeal(newCursorKey()),
    dataKeys: testDataKeys,
  })
  expect(await subgraph.database.firstAttempt).toBe(true)
})
afterAll(() => subgraph.close())

// biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
async function ask(query: string, variables: Record<string, unknown>, today: string = province.asOf): Promise<any> {
  const { data, errors } = await subgraph.handle({ query, variables, caller: { requestId: 'test', today } })
  expect(errors).toBeUndefined()
  return data
}

async function entities(
  type: string,
  fields: string,
  keys: readonly object[],
  today?: string,
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
): Promise<any[]> {
  const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} { ${fields} } } }`
  return (await ask(query, { keys: keys.map((key) => ({ __typename: type, ...key })) }, today))._entities
}

describe('health insurance of a person', () => {
  test('is valid on the day of the caller, both ends included, whatever day that is', async () => {
    const keys = chunk.persons.map(({ personalId }) => ({ personalId }))
    const rowOf = new Map(rows.map((row) => [row.personalId, row]))
    const someEnd = rows[0].validTo
    for (const day of [province.asOf, someEnd, muchLater]) {
      const told = await entities('Person', 'healthInsurance { valid }', keys, day)
      const wanted = keys
        .map(({ personalId }) => rowOf.get(personalId))
        .map((row) => (row ? isValidOn(row, day) : null))
      expect(told.map((person) => person.healthInsurance?.valid ?? null)).toEqual(wanted)
    }
    expect(isValidOn(rows[0], someEnd)).toBe(true)
  })

  test('is the same record by social insurance number, as entity, and from the person', async () => {
    const row = rows.find(({ employerTaxCode }) => employerTaxCode !== null)
    const fields = `socialNumber cardNumber person { personalId } valid validFrom validTo benefitLevel
      firstCareFacility { code } contributionBase employer { taxCode }`
    const { socialNumber, personalId } = row
    const root = `query ($n: SocialInsuranceNumber!) { healthInsurance(socialNumber: $n) { ${fields} } }`
    const { healthInsurance } = await ask(root, { n: socialNumber })
    expect(healthInsurance).toEqual({
      socialNumber,
      cardNumber: row.cardNumber,
      person: { personalId },
      valid: isValidOn(row, province.asOf),
      validFrom: row.validFrom,
      validTo: row.validTo,
      benefitLevel: row.benefitLevel,
      firstCareFacility: { code: row.firstCareFacilityCode },
      contributionBase: row.contributionBase,
      employer: { taxCode: row.employerTaxCode },
    })
    expect(await entities('HealthInsurance', fields, [{ socialNumber }])).toEqual([healthInsurance])
    expect(await entities('Person', `healthInsurance { ${fields} }`, [{ personalId }])).toEqual([{ healthInsurance }])
  })
})

describe('health insurance of many', () => {
  test('is listed for an employer, from the organization and from the root alike', async () => {
    const taxCodes = [...new Set(rows.map(({ employerTaxCode }) => employerTaxCode).filter((code) => code !== null))]
    const list = 'totalCount nodes { person { personalId } }'
    const told = await entities(
      'Organization',
      `insuredEmployees(first: 100) { ${list} }`,
      taxCodes.map((taxCode) => ({ taxCode })),
    )
    for (const [i, taxCode] of taxCodes.entries()) {
      const staff = rows.filter(({ employerTaxCode }) => employerTaxCode === taxCode)
      expect(told[i].insuredEmployees.totalCount).toBe(staff.length)
      expect(told[i].insuredEmployees.nodes).toEqual(
        staff.slice(0, 100).map(({ personalId }) => ({ person: { personalId } })),
      )
    }
    const root = `query ($t: TaxCode!) { healthInsurances(where: { employer: $t }, first: 100) { ${list} } }`
    expect((await ask(root, { t: taxCodes[0] })).healthInsurances).toEqual(told[0].insuredEmployees)
  })

  test('is filtered by dates, level and facility together', async () => {
    const { firstCareFacilityCode: f, benefitLevel: b } = rows[0]
    const wanted = rows.filter(
      (row) => row.firstCareFacilityCode === f && row.benefitLevel === b && row.validTo >= province.asOf,
    )
    const query = `query ($f: HealthFacilityCode!, $b: Int!, $d: Date!) {
      healthInsurances(
        where: { firstCareFacility: $f, benefitLevel: $b, validTo: { from: $d } }, orderBy: validTo, first: 100
      ) { totalCount nodes { validTo } }
    }`
    const { healthInsurances } = await ask(query, { f, b, d: province.asOf })
    expect(healthInsurances.totalCount).toBe(wanted.length)
    expect(healthInsurances.nodes).toEqual(
      wanted
        .map(({ validTo }) => ({ validTo }))
        .sort((x, y) => (x.validTo < y.validTo ? -1 : 1))
        .slice(0, 100),
    )
  })
})

describe('the insured of a health facility', () => {
  test('are counted where their cards are valid today, and not shown below ten', async () => {
    const keys = province.healthFacilities.map(({ code }) => ({ code }))
    for (const day of [province.asOf, muchLater]) {
      const told = await entities('HealthFacility', 'registeredInsured', keys, day)
      const counts = keys.map(
        ({ code }) => rows.filter((row) => row.firstCareFacilityCode === code && isValidOn(row, day)).length,
      )
      expect(told).toEqual(counts.map((count) => ({ registeredInsured: count >= 10 ? count : null })))
    }
    const figures = await entities('HealthFacility', 'registeredInsured', keys)
    expect(figures.some(({ registeredInsured }) => registeredInsured !== null)).toBe(true)
    expect(figures.some(({ registeredInsured }) => registeredInsured === null)).toBe(true)
  })
})
