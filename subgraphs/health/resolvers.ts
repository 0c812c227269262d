import type { Resolver, TypeResolvers } from '../_kit/agency.ts'
import { personRef, rootByKey, unitRef } from '../_kit/fields.ts'
import { childList, rootList } from '../_kit/lists.ts'
import { loadOne } from '../_kit/loaders.ts'
import { referenceBy, referenceKey } from '../_kit/reference.ts'
import { encounterTotals } from './encounter-totals.ts'

const facility: Resolver = (row, _args, scope) => loadOne(scope, 'facilities', 'code', row.facilityCode)
const person: Resolver = (row) => personRef(row.personalId)

/** Health: facilities and practitioners in public, encounters and vaccinations under the strictest class. */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    healthFacility: rootByKey('facilities', 'code'),
    healthFacilities: rootList({
      collection: 'facilities',
      where: { name: 'name', facilityClass: 'facilityClass', beds: 'beds', unit: 'unitId' },
      orderBy: { code: 'code', name: 'name', beds: 'beds' },
    }),
    practitioner: rootByKey('practitioners', 'licenceNumber'),
    practitioners: rootList({
      collection: 'practitioners',
      where: { name: 'name', scope: 'scope', facility: 'facilityCode', validTo: 'validTo' },
      orderBy: { licenceNumber: 'licenceNumber', name: 'name', validTo: 'validTo' },
    }),
    encounterTotals,
  },
  Person: {
    __resolveReference: referenceKey(),
    encounters: childList('encounters', 'personalId', 'personalId'),
    vaccinations: childList('vaccinations', 'personalId', 'personalId'),
  },
  HealthFacility: {
    __resolveReference: referenceBy('facilities', 'code'),
    unit: (row) => unitRef(row.unitId),
    practitioners: childList('practitioners', 'code', 'facilityCode'),
  },
  Practitioner: { __resolveReference: referenceBy('practitioners', 'licenceNumber'), facility, person },
  Encounter: { person, facility },
  Vaccination: { person, facility },
}
