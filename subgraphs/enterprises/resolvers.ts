import type { TypeResolvers } from '../_kit/agency.ts'
import { fromRow, organizationRef, personRef, rootByKey, unitRef } from '../_kit/fields.ts'
import { childList, rootList } from '../_kit/lists.ts'
import { loadOne } from '../_kit/loaders.ts'
import { referenceBy, referenceKey } from '../_kit/reference.ts'
import type { Row } from '../_kit/row.ts'
import { budgetLineKey } from './budget-line-key.ts'

const enterprise = (read: Parameters<typeof fromRow>[2]) => fromRow('enterprises', 'taxCode', read)

/** What Finance knows of firms and household businesses, of investment projects and of the budget. */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    enterprises: rootList({
      collection: 'enterprises',
      key: 'taxCode',
      where: {
        name: 'name',
        status: 'status',
        legalForm: 'legalForm',
        establishedOn: 'establishedOn',
        headOfficeUnit: 'unitId',
        industries: 'industries',
        charterCapital: 'charterCapital',
      },
      orderBy: { taxCode: 'taxCode', name: 'name', establishedOn: 'establishedOn', charterCapital: 'charterCapital' },
    }),
    householdBusiness: rootByKey('householdBusinesses', 'code'),
    householdBusinesses: rootList({
      collection: 'householdBusinesses',
      where: { name: 'name', unit: 'unitId', revenueClass: 'revenueClass' },
      orderBy: { code: 'code', name: 'name' },
    }),
    investmentProject: rootByKey('investmentProjects', 'code'),
    investmentProjects: rootList({
      collection: 'investmentProjects',
      where: {
        name: 'name',
        investor: 'investorTaxCode',
        unit: 'unitId',
        stage: 'stage',
        totalCapital: 'totalCapital',
        landArea: 'landArea',
      },
      orderBy: { code: 'code', name: 'name', totalCapital: 'totalCapital' },
    }),
    publicProject: rootByKey('publicProjects', 'code'),
    publicProjects: rootList({
      collection: 'publicProjects',
      where: { name: 'name', unit: 'unitId', budget: 'budget' },
      orderBy: { code: 'code', budget: 'budget', disbursed: 'disbursed' },
    }),
    budgetLine: (_parent, args, scope) => loadOne(scope, 'budgetLines', '_id', budgetLineKey(args)),
    budgetLines: rootList({
      collection: 'budgetLines',
      where: { budgetUnit: 'budgetUnit', year: 'year', chapter: 'chapter', unit: 'unitId' },
      orderBy: { year: 'year', planned: 'planned', executed: 'executed' },
    }),
  },
  Organization: {
    __resolveReference: referenceKey(),
    name: enterprise('name'),
    status: enterprise('status'),
    legalForm: enterprise('legalForm'),
    establishedOn: enterprise('establishedOn'),
    headOffice: enterprise('headOffice'),
    headOfficeUnit: enterprise((row) => unitRef(row.unitId)),
    industries: enterprise('industries'),
    charterCapital: enterprise('charterCapital'),
    representativeName: enterprise('representativeName'),
    representative: enterprise((row) => personRef(row.representativeId)),
    phone: enterprise('phone'),
    email: enterprise('email'),
    shareholders: childList('shareholders', 'taxCode', 'taxCode'),
    taxDebt: enterprise('taxDebt'),
    investmentProjects: childList('investmentProjects', 'taxCode', 'investorTaxCode'),
  },
  Shareholder: {
    person: (row) => personRef(row.holderPersonalId),
    organization: (row) => organizationRef(row.holderTaxCode),
  },
  Person: {
    __resolveReference: referenceKey(),
    householdBusinesses: childList('householdBusinesses', 'personalId', 'ownerPersonalId'),
    representedOrganizations: childList('enterprises', 'personalId', 'representativeId'),
  },
  HouseholdBusiness: {
    __resolveReference: referenceBy('householdBusinesses', 'code'),
    unit: (row) => unitRef(row.unitId),
    owner: (row) => personRef(row.ownerPersonalId),
  },
  InvestmentProject: {
    __resolveReference: referenceBy('investmentProjects', 'code'),
    investor: (row) => organizationRef(row.investorTaxCode),
    unit: (row) => unitRef(row.unitId),
    negotiationPapers: childList('negotiationPapers', 'code', 'projectCode'),
  },
  PublicProject: {
    __resolveReference: referenceBy('publicProjects', 'code'),
    unit: (row) => unitRef(row.unitId),
  },
  BudgetLine: {
    __resolveReference: referenceBy('budgetLines', '_id', keyOf),
    unit: (row) => unitRef(row.unitId),
    payrollPersons: childList('payrollPersons', '_id', 'budgetLineId'),
  },
  PayrollPerson: {
    person: (row) => personRef(row.personalId),
  },
}

function keyOf({ budgetUnit, year, chapter }: Row): string {
  return budgetLineKey({ budgetUnit, year, chapter })
}
