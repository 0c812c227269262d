import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { makeChunk } from '../../seed/population/chunk.ts'
import { makeProvince } from '../../seed/population/province.ts'
import { openSharedAgency, type TestAgency } from '../../test/setup/agency.ts'
import { testPersons, testSeed } from '../../test/setup/population.ts'
import { agency } from './agency.ts'

const province = makeProvince({ persons: testPersons, seed: testSeed })
const chunk = makeChunk(province, 0)
const documents = [...(agency.seed.constants?.(province) ?? []), ...agency.seed.documents(chunk)]
// biome-ignore lint/suspicious/noExplicitAny: each collection has a shape of its own
type Rows = any[]
const rows = (collection: string): Rows =>
  documents.filter((made) => made.collection === collection).map(({ document }) => document)
const firms = rows('enterprises').sort((a, b) => (a._id < b._id ? -1 : 1))
const keys = firms.map(({ taxCode }) => ({ taxCode }))

let finance: TestAgency
beforeAll(async () => {
  finance = await openSharedAgency('enterprises', province.asOf)
})
afterAll(() => finance.close())

describe('an organization', () => {
  test('has what the register of enterprises says of it', async () => {
    const told = await finance.entities(
      'Organization',
      `taxCode name status legalForm establishedOn headOffice headOfficeUnit { id } industries charterCapital
       representativeName representative { personalId } phone email taxDebt`,
      keys,
    )
    expect(told).toEqual(
      firms.map(({ _id, unitId, representativeId, ...rest }) => ({
        ...rest,
        headOfficeUnit: { id: unitId },
        representative: { personalId: representativeId },
      })),
    )
  })

  test('has its shareholders, persons and firms, with their shares', async () => {
    const fields = 'shareholders { totalCount nodes { person { personalId } organization { taxCode } share } }'
    const told = await finance.entities('Organization', fields, keys)
    const wanted = firms.map(({ taxCode }) => {
      const mine = rows('shareholders').filter((row) => row.taxCode === taxCode)
      const nodes = mine.map(({ holderPersonalId, holderTaxCode, share }) => ({
        person: holderPersonalId ? { personalId: holderPersonalId } : null,
        organization: holderTaxCode ? { taxCode: holderTaxCode } : null,
        share,
      }))
      return { shareholders: { totalCount: nodes.length, nodes } }
    })
    expect(told).toEqual(wanted)
  })

  test('has its projects, also where it is dissolved, and a project leads back to it', async () => {
    const papers = 'negotiationPapers { nodes { title writtenOn } }'
    const fields = `code name purpose totalCapital stage landArea investor { taxCode } unit { id } ${papers}`
    const told = await finance.entities('Organization', `investmentProjects { nodes { ${fields} } }`, keys)
    const wanted = firms.map(({ taxCode }) => {
      const mine = rows('investmentProjects').filter(({ investorTaxCode }) => investorTaxCode === taxCode)
      const nodes = mine.map(({ _id, unitId, investorTaxCode, ...rest }) => ({
        ...rest,
        investor: { taxCode },
        unit: { id: unitId },
        negotiationPapers: {
          nodes: rows('negotiationPapers').flatMap(({ projectCode, title, writtenOn }) => {
            return projectCode === _id ? [{ title, writtenOn }] : []
          }),
        },
      }))
      return { investmentProjects: { nodes } }
    })
    expect(told).toEqual(wanted)
    const project = wanted.flatMap(({ investmentProjects }) => investmentProjects.nodes)[0]
    const find = `query ($code: ProjectCode!) { investmentProject(code: $code) { ${fields} } }`
    expect(await finance.ask(find, { code: project?.code })).toEqual({ investmentProject: project })
    expect(await finance.entities('InvestmentProject', fields, [{ code: project?.code }])).toEqual([project])
  })

  test('of which the register of enterprises knows nothing costs its fields only', async () => {
    const fields =
      'taxCode name industries taxDebt representative { personalId } shareholders { totalCount nodes { share } }'
    expect(await finance.entities('Organization', fields, [{ taxCode: '9999999997' }])).toEqual([
      {
        taxCode: '9999999997',
        name: null,
        industries: null,
        taxDebt: null,
        representative: null,
        shareholders: { totalCount: 0, nodes: [] },
      },
    ])
  })
})

test('a person has the businesses that they own and the organizations that they represent', async () => {
  const told = await finance.entities(
    'Person',
    `householdBusinesses { totalCount nodes { code name address unit { id } owner { personalId } personalTaxCode revenueClass } }
     representedOrganizations { nodes { taxCode name } }`,
    chunk.persons.map(({ personalId }) => ({ personalId })),
  )
  const wanted = chunk.persons.map(({ personalId }) => {
    const mine = rows('householdBusinesses').filter(({ ownerPersonalId }) => ownerPersonalId === personalId)
    const nodes = mine.map(({ _id, unitId, ownerPersonalId, ...rest }) => ({
      ...rest,
      unit: { id: unitId },
      owner: { personalId },
    }))
    const led = firms.filter(({ representativeId }) => representativeId === personalId)
    return {
      householdBusinesses: { totalCount: nodes.length, nodes: nodes.sort((a, b) => (a.code < b.code ? -1 : 1)) },
      representedOrganizations: { nodes: led.map(({ taxCode, name }) => ({ taxCode, name })) },
    }
  })
  expect(told).toEqual(wanted)
  expect(wanted.some(({ householdBusinesses }) => householdBusinesses.totalCount === 2)).toBe(true)
})

describe('the list of enterprises', () => {
  const list = `query ($where: OrganizationWhere, $orderBy: OrganizationOrderBy) {
    enterprises(where: $where, orderBy: $orderBy, direction: DESC, first: 100) { totalCount nodes { taxCode name } }
  }`
  const sample = firms[0]
  const same = (field: string) => (row: Rows[number]) => row[field] === sample[field]
  const conditions: [string, object, (row: Rows[number]) => boolean][] = [
    ['name', { startsWith: 'Công ty' }, ({ name }) => name.startsWith('Công ty')],
    ['status', sample.status, same('status')],
    ['legalForm', sample.legalForm, same('legalForm')],
    ['establishedOn', { from: sample.establishedOn }, (row) => row.establishedOn >= sample.establishedOn],
    ['headOfficeUnit', sample.unitId, same('unitId')],
    ['industries', { equals: sample.industries[0] }, ({ industries }) => industries.includes(sample.industries[0])],
    ['charterCapital', { to: sample.charterCapital }, (row) => row.charterCapital <= sample.charterCapital],
  ]

  test.each(conditions)('is filtered by %s', async (field, condition, wanted) => {
    const { enterprises } = await finance.ask(list, { where: { [field]: condition } })
    expect(enterprises.totalCount).toBe(firms.filter(wanted).length)
  })

  test.each(['taxCode', 'name', 'establishedOn', 'charterCapital'])('is ordered by %s', async (field) => {
    const { enterprises } = await finance.ask(list, { orderBy: field })
    const wanted = [...firms].sort((a, b) => {
      return a[field] === b[field] ? (a._id < b._id ? 1 : -1) : a[field] < b[field] ? 1 : -1
    })
    expect(enterprises.nodes).toEqual(wanted.map(({ taxCode, name }) => ({ taxCode, name })))
  })
})

describe('a budget line', () => {
  const fields =
    'budgetUnit year chapter budgetUnitName planned executed unit { id } payrollPersons(first: 100) { nodes { person { personalId } amount } }'
  const [{ budgetLineId }] = rows('payrollPersons')
  const { _id, unitId, ...line } = rows('budgetLines').find((row) => row._id === budgetLineId)
  const { budgetUnit, year, chapter } = line

  test('is found by unit, year and chapter, with those whom it pays, as root and as entity alike', async () => {
    const find = `query ($u: BudgetUnitCode!, $y: Int!, $c: String!) { found: budgetLine(budgetUnit: $u, year: $y, chapter: $c) { ${fields} } }`
    const { found } = await finance.ask(find, { u: budgetUnit, y: year, c: chapter })
    const paid = rows('payrollPersons').filter((row) => row.budgetLineId === _id)
    const nodes = paid.map(({ personalId, amount }) => ({ person: { personalId }, amount }))
    const byPerson = nodes.sort((a, b) => (a.person.personalId < b.person.personalId ? -1 : 1))
    expect(found).toEqual({ ...line, unit: { id: unitId }, payrollPersons: { nodes: byPerson } })
    expect(await finance.entities('BudgetLine', fields, [{ budgetUnit, year, chapter }])).toEqual([found])
    expect(await finance.ask(find, { u: budgetUnit, y: 1990, c: chapter })).toEqual({ found: null })
    expect(await finance.ask(find, { u: budgetUnit, y: year, c: `x/${chapter}` })).toEqual({ found: null })
  })

  test('is listed by unit, year, chapter and commune, the dearest first', async () => {
    const { budgetLines } = await finance.ask(
      `query ($where: BudgetLineWhere) { budgetLines(where: $where, orderBy: planned, direction: DESC) { nodes { chapter planned } } }`,
      { where: { budgetUnit, unit: unitId, year: { from: year, to: year }, chapter: { startsWith: '8' } } },
    )
    const wanted = rows('budgetLines').filter((row) => row.budgetUnit === budgetUnit && row.year === year)
    expect(budgetLines.nodes).toEqual(
      wanted.map((row) => ({ chapter: row.chapter, planned: row.planned })).sort((a, b) => b.planned - a.planned),
    )
  })
})

test('a household business and a public project are found by code and listed by what their filters name', async () => {
  const [business] = rows('householdBusinesses')
  const [project] = rows('publicProjects')
  const found = await finance.ask(
    `query ($business: ID!, $businesses: HouseholdBusinessWhere, $project: ProjectCode!, $projects: PublicProjectWhere) {
      householdBusiness(code: $business) { name }
      householdBusinesses(where: $businesses, orderBy: code) { nodes { code } }
      publicProject(code: $project) { name budget disbursed unit { id } }
      publicProjects(where: $projects, orderBy: disbursed) { nodes { code } }
    }`,
    {
      business: business.code,
      businesses: { name: { equals: business.name }, unit: business.unitId, revenueClass: business.revenueClass },
      project: project.code,
      projects: { name: { equals: project.name }, unit: project.unitId, budget: { from: project.budget } },
    },
  )
  const { name, budget, disbursed } = project
  expect(found).toEqual({
    householdBusiness: { name: business.name },
    householdBusinesses: { nodes: [{ code: business.code }] },
    publicProject: { name, budget, disbursed, unit: { id: project.unitId } },
    publicProjects: { nodes: [{ code: project.code }] },
  })
})

test('investment projects are listed by investor, place, stage and size', async () => {
  const [project] = rows('investmentProjects')
  const { investorTaxCode: investor, unitId: unit, stage, totalCapital, landArea, name, code } = project
  const { investmentProjects } = await finance.ask(
    `query ($where: InvestmentProjectWhere) { investmentProjects(where: $where, orderBy: totalCapital) { nodes { code } } }`,
    {
      where: {
        ...{ investor, unit, stage, name: { equals: name } },
        ...{ totalCapital: { from: totalCapital, to: totalCapital }, landArea: { to: landArea } },
      },
    },
  )
  expect(investmentProjects.nodes).toEqual([{ code }])
})
