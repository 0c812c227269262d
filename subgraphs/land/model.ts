import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'

const { Schema } = mongoose

const parcels = new Schema({
  _id: String,
  parcelId: { type: String, required: true, unique: true },
  unitId: { type: String, required: true, index: true },
  sheetNumber: { type: Number, required: true, index: true },
  parcelNumber: { type: Number, required: true, index: true },
  areaSquareMetres: { type: Number, required: true, index: true },
  landUse: { type: String, required: true, index: true },
  plannedUse: { type: String, index: true },
  priceFrame: { type: Number, index: true },
  validFrom: String,
  validTo: { type: String, index: true },
  /** Whether `validTo` is empty; totals count what is there today. */
  current: { type: Boolean, required: true },
  predecessorIds: [String],
  successorIds: [String],
  geometry: String,
  certificateNumber: { type: String, index: true },
})
  // The old key of a parcel, from before there was a national identifier.
  .index({ unitId: 1, sheetNumber: 1, parcelNumber: 1 }, { unique: true })

const parcelOwners = new Schema({
  _id: String,
  parcelId: { type: String, required: true, index: true },
  personalId: { type: String, index: true },
  taxCode: { type: String, index: true },
  share: Number,
  unitId: String,
})

const mortgages = new Schema({
  _id: String,
  parcelId: { type: String, required: true, index: true },
  lender: String,
  registeredOn: String,
  releasedOn: String,
  unitId: String,
})

const landDisputes = new Schema({
  _id: String,
  parcelId: { type: String, required: true, index: true },
  subject: String,
  receivedOn: String,
  settledOn: String,
  unitId: String,
})

const permit = {
  _id: String,
  number: { type: String, required: true, unique: true },
  holderTaxCode: { type: String, required: true, index: true },
  unitId: { type: String, required: true, index: true },
  place: String,
  validFrom: String,
  validTo: { type: String, index: true },
  limits: String,
}
const mineralPermits = new Schema({ ...permit, mineral: { type: String, index: true } })
const environmentPermits = new Schema(permit)

/** The collections of the land database; a right to a parcel is a row, so that co-owners need no array. */
export const collections: Readonly<Record<string, Collection>> = {
  parcels: { schema: parcels, place: { unit: 'unitId' } },
  parcelOwners: { schema: parcelOwners, place: { unit: 'unitId', persons: 'personalId' } },
  mortgages: { schema: mortgages, place: { unit: 'unitId' } },
  landDisputes: { schema: landDisputes, place: { unit: 'unitId' } },
  mineralPermits: { schema: mineralPermits, place: { unit: 'unitId' } },
  environmentPermits: { schema: environmentPermits, place: { unit: 'unitId' } },
}
