import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'

const { Schema } = mongoose

const facilities = new Schema({
  _id: String,
  code: { type: String, required: true, unique: true },
  name: { type: String, required: true, index: true },
  facilityClass: { type: String, required: true, index: true },
  beds: { type: Number, required: true, index: true },
  services: { type: [String], required: true },
  openingHours: { type: String, required: true },
  unitId: { type: String, required: true, index: true },
})

const practitioners = new Schema({
  _id: String,
  licenceNumber: { type: String, required: true, unique: true },
  personalId: { type: String, required: true },
  name: { type: String, required: true, index: true },
  scope: { type: String, required: true, index: true },
  issuedOn: { type: String, required: true },
  validTo: { type: String, required: true, index: true },
  facilityCode: { type: String, required: true, index: true },
})

const encounters = new Schema({
  _id: String,
  personalId: { type: String, required: true, index: true },
  date: { type: String, required: true },
  facilityCode: { type: String, required: true },
  diagnosis: { type: String, required: true },
  chapter: { type: String, required: true },
  drugs: { type: [String], required: true },
  /** Commune of residence on that day; totals are of the residents of a commune. */
  unitId: { type: String, required: true },
  year: { type: Number, required: true },
  month: { type: Number, required: true },
})
encounters.index({ unitId: 1, year: 1, month: 1 })

const vaccinations = new Schema({
  _id: String,
  personalId: { type: String, required: true, index: true },
  vaccine: { type: String, required: true },
  dose: { type: Number, required: true },
  status: { type: String, required: true },
  date: String,
  facilityCode: { type: String, required: true },
})

/** The collections of the health database; dates are ISO texts, units are `code@validFrom`. */
export const collections: Readonly<Record<string, Collection>> = {
  facilities: { schema: facilities },
  practitioners: { schema: practitioners },
  encounters: { schema: encounters },
  vaccinations: { schema: vaccinations },
}
