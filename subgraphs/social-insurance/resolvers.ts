import type { TypeResolvers } from '../_kit/agency.ts'
import { fromRow, organizationRef, personRef, rootByKey } from '../_kit/fields.ts'
import { childList, rootList } from '../_kit/lists.ts'
import { publishedCount } from '../_kit/published-count.ts'
import { referenceBy, referenceKey } from '../_kit/reference.ts'

/** Health insurance: of a person, of an employer's staff, and how many each facility looks after. */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    healthInsurance: rootByKey('healthInsurances', 'socialNumber'),
    healthInsurances: rootList({
      collection: 'healthInsurances',
      where: {
        validFrom: 'validFrom',
        validTo: 'validTo',
        benefitLevel: 'benefitLevel',
        firstCareFacility: 'firstCareFacilityCode',
        employer: 'employerTaxCode',
      },
      orderBy: { validFrom: 'validFrom', validTo: 'validTo', benefitLevel: 'benefitLevel' },
    }),
  },
  Person: {
    __resolveReference: referenceKey(),
    healthInsurance: fromRow('healthInsurances', 'personalId', (row) => row),
  },
  Organization: {
    __resolveReference: referenceKey(),
    insuredEmployees: childList('healthInsurances', 'taxCode', 'employerTaxCode'),
  },
  HealthFacility: {
    __resolveReference: referenceKey(),
    registeredInsured: publishedCount({
      collection: 'healthInsurances',
      key: 'code',
      field: 'firstCareFacilityCode',
      match: ({ caller: { today } }) => ({ validFrom: { $lte: today }, validTo: { $gte: today } }),
    }),
  },
  HealthInsurance: {
    __resolveReference: referenceBy('healthInsurances', 'socialNumber'),
    person: (row) => personRef(row.personalId),
    valid: (row, _args, { caller: { today } }) => row.validFrom <= today && today <= row.validTo,
    firstCareFacility: (row) =>
      row.firstCareFacilityCode ? { __typename: 'HealthFacility', code: row.firstCareFacilityCode } : null,
    employer: (row) => organizationRef(row.employerTaxCode),
  },
}
