import type { Resolver, TypeResolvers } from '../_kit/agency.ts'
import { allRows, fromRow, organizationRef, personRef, rootByKey, unitRef } from '../_kit/fields.ts'
import { childList, rootList } from '../_kit/lists.ts'
import { loadOne } from '../_kit/loaders.ts'
import { referenceBy, referenceKey } from '../_kit/reference.ts'
import type { RequestScope } from '../_kit/request-scope.ts'
import type { Row } from '../_kit/row.ts'
import { unitTotals } from '../_kit/totals.ts'

/**
 * Reads from the parcel's row by its identifier: `Person.parcels` hands over rows of rights,
 * which know the parcel by that alone.
 */
const parcel = (read: Parameters<typeof fromRow>[2]) => fromRow('parcels', 'parcelId', read)

const countByLandUse = unitTotals({
  collection: 'parcels',
  unit: 'unitId',
  by: { landUse: 'landUse' },
  where: { current: 'current' },
  sums: { areaSquareMetres: 'areaSquareMetres' },
})

/** A parcel that was split is history: counting it would count its land twice. */
const landUseTotals: Resolver = (parent, args, scope, info) =>
  countByLandUse(parent, { ...args, current: true }, scope, info)

/** The register of land and the permits on what lies in and on it. */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    parcel: rootByKey('parcels', 'parcelId'),
    parcels: rootList({
      collection: 'parcels',
      key: 'parcelId',
      where: {
        unit: 'unitId',
        sheetNumber: 'sheetNumber',
        parcelNumber: 'parcelNumber',
        areaSquareMetres: 'areaSquareMetres',
        landUse: 'landUse',
        plannedUse: 'plannedUse',
        priceFrame: 'priceFrame',
        validTo: 'validTo',
        certificateNumber: 'certificateNumber',
      },
      orderBy: {
        parcelId: 'parcelId',
        sheetNumber: 'sheetNumber',
        areaSquareMetres: 'areaSquareMetres',
        priceFrame: 'priceFrame',
      },
    }),
    mineralPermit: rootByKey('mineralPermits', 'number'),
    mineralPermits: rootList({
      collection: 'mineralPermits',
      where: { holder: 'holderTaxCode', mineral: 'mineral', unit: 'unitId', validTo: 'validTo' },
      orderBy: { number: 'number', validTo: 'validTo' },
    }),
    environmentPermit: rootByKey('environmentPermits', 'number'),
    environmentPermits: rootList({
      collection: 'environmentPermits',
      where: { holder: 'holderTaxCode', unit: 'unitId', validTo: 'validTo' },
      orderBy: { number: 'number', validTo: 'validTo' },
    }),
    landUseTotals,
  },
  Parcel: {
    __resolveReference: referenceBy('parcels', 'parcelId'),
    unit: parcel((row) => unitRef(row.unitId)),
    sheetNumber: parcel('sheetNumber'),
    parcelNumber: parcel('parcelNumber'),
    areaSquareMetres: parcel('areaSquareMetres'),
    landUse: parcel('landUse'),
    plannedUse: parcel('plannedUse'),
    priceFrame: parcel('priceFrame'),
    validFrom: parcel('validFrom'),
    validTo: parcel('validTo'),
    predecessors: parcel((row, scope) => parcelsById(scope, row.predecessorIds)),
    successors: parcel((row, scope) => parcelsById(scope, row.successorIds)),
    geometry: parcel('geometry'),
    owners: allRows('parcelOwners', 'parcelId'),
    certificateNumber: parcel('certificateNumber'),
    mortgages: childList('mortgages', 'parcelId', 'parcelId'),
    disputes: childList('landDisputes', 'parcelId', 'parcelId'),
  },
  ParcelOwner: {
    person: (row) => personRef(row.personalId),
    organization: (row) => organizationRef(row.taxCode),
  },
  Person: {
    __resolveReference: referenceKey(),
    parcels: childList('parcelOwners', 'personalId', 'personalId'),
  },
  Organization: {
    __resolveReference: referenceKey(),
    parcels: childList('parcelOwners', 'taxCode', 'taxCode'),
    mineralPermits: childList('mineralPermits', 'taxCode', 'holderTaxCode'),
    environmentPermits: childList('environmentPermits', 'taxCode', 'holderTaxCode'),
  },
  MineralPermit: {
    __resolveReference: referenceBy('mineralPermits', 'number'),
    holder: (row) => organizationRef(row.holderTaxCode),
    unit: (row) => unitRef(row.unitId),
  },
  EnvironmentPermit: {
    __resolveReference: referenceBy('environmentPermits', 'number'),
    holder: (row) => organizationRef(row.holderTaxCode),
    unit: (row) => unitRef(row.unitId),
  },
}

/** A parcel that the book no longer holds is left out, and takes nothing with it. */
async function parcelsById(scope: RequestScope, ids: readonly string[]): Promise<Row[]> {
  const parcels = await Promise.all(ids.map((id) => loadOne(scope, 'parcels', 'parcelId', id)))
  return parcels.filter((parcel) => parcel !== null)
}
