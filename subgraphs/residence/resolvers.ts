import type { TypeResolvers } from '../_kit/agency.ts'
import { allRows, fromRow, organizationRef, personRef, rootByKey, unitRef } from '../_kit/fields.ts'
import { childList, rootList } from '../_kit/lists.ts'
import { loadOne } from '../_kit/loaders.ts'
import { referenceBy, referenceKey } from '../_kit/reference.ts'
import { unitTotals } from '../_kit/totals.ts'

const resident = (read: Parameters<typeof fromRow>[2]) => fromRow('residents', 'personalId', read)

/** Residence: what the police know of a person, the household, vehicles and licences. */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    residents: rootList({
      collection: 'residents',
      key: 'personalId',
      where: {
        fullName: 'fullName',
        dateOfBirth: 'dateOfBirth',
        sex: 'sex',
        residenceUnit: 'unitId',
        deceased: 'deceased',
      },
      orderBy: { fullName: 'fullName', dateOfBirth: 'dateOfBirth' },
    }),
    household: rootByKey('households', 'code'),
    households: rootList({
      collection: 'households',
      where: { unit: 'unitId', size: 'size' },
      orderBy: { code: 'code', size: 'size' },
    }),
    vehicle: rootByKey('vehicles', 'plate'),
    vehicles: rootList({
      collection: 'vehicles',
      where: { kind: 'kind', make: 'make', registeredOn: 'registeredOn', inspectionValidTo: 'inspectionValidTo' },
      orderBy: { plate: 'plate', registeredOn: 'registeredOn' },
    }),
    vehicleTotals: unitTotals({ collection: 'vehicles', unit: 'unitId', by: { kind: 'kind' } }),
  },
  Person: {
    __resolveReference: referenceKey(),
    fullName: resident('fullName'),
    dateOfBirth: resident('dateOfBirth'),
    sex: resident('sex'),
    residenceUnit: resident((row) => unitRef(row.unitId)),
    permanentAddress: resident('permanentAddress'),
    ethnicity: resident('ethnicity'),
    religion: resident('religion'),
    deceased: resident('deceased'),
    household: resident((row, scope) => row.householdCode && loadOne(scope, 'households', 'code', row.householdCode)),
    relationshipToHead: resident('relationshipToHead'),
    vehicles: childList('vehicles', 'personalId', 'ownerPersonalId'),
    drivingLicences: allRows('drivingLicences', 'personalId'),
  },
  Organization: {
    __resolveReference: referenceKey(),
    vehicles: childList('vehicles', 'taxCode', 'ownerTaxCode'),
  },
  Household: {
    __resolveReference: referenceBy('households', 'code'),
    unit: (row) => unitRef(row.unitId),
    members: (row) => row.memberIds.map(personRef),
  },
  Vehicle: {
    __resolveReference: referenceBy('vehicles', 'plate'),
    ownerPerson: (row) => personRef(row.ownerPersonalId),
    ownerOrganization: (row) => organizationRef(row.ownerTaxCode),
  },
  DrivingLicence: {
    __resolveReference: referenceBy('drivingLicences', 'number'),
  },
}
