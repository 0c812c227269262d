import type { Resolver, TypeResolvers } from '../_kit/agency.ts'
import { childListOfMany } from '../_kit/child-list-of-many.ts'
import { allRows, organizationRef, personRef, rootByKey, unitRef } from '../_kit/fields.ts'
import { latestRow } from '../_kit/latest-row.ts'
import { childList, rootList } from '../_kit/lists.ts'
import { loadOne } from '../_kit/loaders.ts'
import { referenceBy, referenceKey } from '../_kit/reference.ts'
import { publishedBefore, unpublishedDays } from './grid.ts'
import { catchTotals, vesselTotals } from './totals.ts'

const vesselKey = 'registrationNumber'
const placeLists = {
  where: { name: 'name', unit: 'unitId', capacityVessels: 'capacityVessels' },
  orderBy: { code: 'code', name: 'name', capacityVessels: 'capacityVessels' },
}

/** Resolver of a sibling record of this database, by the row's field that names its key. */
const sibling = (collection: string, key: string, from: string): Resolver => {
  return (row, _args, scope) => (row[from] ? loadOne(scope, collection, key, row[from]) : null)
}
const vessel = sibling('fishingVessels', vesselKey, vesselKey)

/** Fisheries: vessels with their papers, trips and positions; ports and shelters. */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    fishingVessel: rootByKey('fishingVessels', vesselKey),
    fishingVessels: rootList({
      collection: 'fishingVessels',
      where: {
        lengthMax: 'lengthMax',
        enginePower: 'enginePower',
        hullMaterial: 'hullMaterial',
        builtYear: 'builtYear',
        gear: 'gear',
        zone: 'zone',
        homePort: 'homePortCode',
        unit: 'unitId',
        onIllegalList: 'onIllegalList',
      },
      orderBy: {
        registrationNumber: vesselKey,
        lengthMax: 'lengthMax',
        enginePower: 'enginePower',
        builtYear: 'builtYear',
      },
    }),
    fishingLicence: rootByKey('fishingLicences', 'number'),
    safetyCertificate: rootByKey('safetyCertificates', 'number'),
    originCertificate: rootByKey('originCertificates', 'number'),
    port: rootByKey('ports', 'code'),
    ports: rootList({ collection: 'ports', ...placeLists }),
    shelter: rootByKey('shelters', 'code'),
    shelters: rootList({ collection: 'shelters', ...placeLists }),
    catchTotals,
    vesselTotals,
  },
  Person: {
    __resolveReference: referenceKey(),
    fishingVessels: childListOfMany('fishingVessels', 'personalId', 'ownerPersonalIds'),
  },
  Organization: {
    __resolveReference: referenceKey(),
    fishingVessels: childListOfMany('fishingVessels', 'taxCode', 'ownerTaxCodes'),
  },
  FishingVessel: {
    __resolveReference: referenceBy('fishingVessels', vesselKey),
    homePort: sibling('ports', 'code', 'homePortCode'),
    unit: (row) => unitRef(row.unitId),
    ownerPerson: (row) => personRef(row.ownerPersonalId),
    ownerOrganization: (row) => organizationRef(row.ownerTaxCode),
    licence: sibling('fishingLicences', 'number', 'licenceNumber'),
    safetyCertificate: sibling('safetyCertificates', 'number', 'safetyCertificateNumber'),
    trips: childList('trips', vesselKey, vesselKey),
    positions: childList('positions', vesselKey, vesselKey),
    lostSignalAlerts: childList('lostSignalAlerts', vesselKey, vesselKey),
    originCertificates: childList('originCertificates', vesselKey, vesselKey),
    gridPosition,
  },
  VesselOwner: {
    person: (row) => personRef(row.personalId),
    organization: (row) => organizationRef(row.taxCode),
  },
  FishingLicence: { __resolveReference: referenceBy('fishingLicences', 'number'), vessel },
  SafetyCertificate: { __resolveReference: referenceBy('safetyCertificates', 'number'), vessel },
  Trip: {
    departurePort: sibling('ports', 'code', 'departurePortCode'),
    arrivalPort: sibling('ports', 'code', 'arrivalPortCode'),
    catches: allRows('catchLogs', '_id', 'tripId'),
  },
  OriginCertificate: {
    __resolveReference: referenceBy('originCertificates', 'number'),
    vessel,
    trip: sibling('trips', '_id', 'tripId'),
  },
  Port: { __resolveReference: referenceBy('ports', 'code'), unit: (row) => unitRef(row.unitId) },
  Shelter: { __resolveReference: referenceBy('shelters', 'code'), unit: (row) => unitRef(row.unitId) },
}

/** The delay is kept here and not in the data: a position of yesterday is there, and is not open. */
async function gridPosition(...[row, , scope]: Parameters<Resolver>): Promise<unknown> {
  const { today } = scope.caller
  const delayed = { at: 'observedAt', before: publishedBefore(today), day: 'day', hiddenDays: unpublishedDays(today) }
  const newest = await latestRow(
    scope,
    { collection: 'positions', field: vesselKey, ...delayed },
    row.registrationNumber,
  )
  return newest && { ...newest.grid, observedOn: newest.observedAt.slice(0, 10) }
}
