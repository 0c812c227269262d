import type { Resolver, TypeResolvers } from '../_kit/agency.ts'
import { allRows, personRef, rootByKey, unitRef } from '../_kit/fields.ts'
import { childList, rootList } from '../_kit/lists.ts'
import { loadOne } from '../_kit/loaders.ts'
import { referenceBy, referenceKey } from '../_kit/reference.ts'
import type { RequestScope } from '../_kit/request-scope.ts'
import type { Row } from '../_kit/row.ts'
import { isPosted, type Posting } from './posting.ts'
import { beneficiaryTotals, povertyTotals } from './totals.ts'

const person: Resolver = (row) => personRef(row.personalId)
const unit: Resolver = (row) => unitRef(row.unitId)

/** Social protection: assistance, poverty lists, persons of merit, martyrs' cemeteries. */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    beneficiary: rootByKey('beneficiaries', 'recordCode'),
    beneficiaries: rootList({
      collection: 'beneficiaries',
      where: {
        programme: 'programme',
        monthlyAmount: 'monthlyAmount',
        unit: 'unitId',
        from: 'from',
        lastPaidOn: 'lastPaidOn',
      },
      orderBy: { recordCode: 'recordCode', monthlyAmount: 'monthlyAmount', from: 'from' },
    }),
    beneficiaryTotals,
    poorHousehold: postedHousehold,
    poorHouseholds: rootList({
      collection: 'poorHouseholds',
      where: { year: 'year', povertyClass: 'povertyClass', unit: 'unitId' },
      orderBy: { year: 'year', householdCode: 'householdCode' },
    }),
    povertyTotals,
    meritPerson: rootByKey('meritPersons', 'recordCode'),
    meritPersons: rootList({
      collection: 'meritPersons',
      where: { category: 'category', unit: 'unitId' },
      orderBy: { recordCode: 'recordCode', recognizedOn: 'recognizedOn' },
    }),
    martyrsCemetery: rootByKey('cemeteries', 'code'),
    martyrsCemeteries: rootList({
      collection: 'cemeteries',
      where: { name: 'name', unit: 'unitId', graves: 'graves' },
      orderBy: { code: 'code', name: 'name', graves: 'graves' },
    }),
  },
  Person: {
    __resolveReference: referenceKey(),
    benefits: childList('beneficiaries', 'personalId', 'personalId'),
    meritRecords: childList('meritPersons', 'personalId', 'personalId'),
  },
  Household: {
    __resolveReference: referenceKey(),
    povertyRecords: allRows('poorHouseholds', 'code', 'householdCode'),
  },
  Beneficiary: { __resolveReference: referenceBy('beneficiaries', 'recordCode'), person, unit },
  PoorHousehold: {
    __resolveReference: referenceBy('poorHouseholds', '_id', ({ householdCode, year }) => idOf(householdCode, year)),
    posted: (row, _args, scope) => isPosted(row as Posting, scope.caller.today),
    household: (row) => ({ __typename: 'Household', code: row.householdCode }),
    unit,
  },
  MeritPerson: { __resolveReference: referenceBy('meritPersons', 'recordCode'), person, unit },
  MartyrsCemetery: { __resolveReference: referenceBy('cemeteries', 'code'), unit },
}

/** A list that is no longer posted answers like a household that was never on it. */
async function postedHousehold(_parent: unknown, args: Row, scope: RequestScope): Promise<Row | null> {
  const row = await loadOne(scope, 'poorHouseholds', '_id', idOf(args.householdCode, args.year))
  return row && isPosted(row as unknown as Posting, scope.caller.today) ? row : null
}

function idOf(householdCode: string, year: number): string {
  return `${householdCode}/${year}`
}
