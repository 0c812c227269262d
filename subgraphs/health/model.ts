import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'

const { Schema } = mongoose

const sealed = { required: true, sensitive: 'row' }
/** Sealed so that equal persons are equal texts: a person's records are found by it. */
const lookedUp = { type: String, required: true, sensitive: 'equal', index: true }

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
  personalId: { ...lookedUp, answers: ['Encounter.person', 'Person.encounters'] },
  date: { ...sealed, type: String, answers: ['Encounter.date'] },
  facilityCode: { ...sealed, type: String, answers: ['Encounter.facility'] },
  diagnosis: { ...sealed, type: String, answers: ['Encounter.diagnosis'] },
  /** Totals are grouped by it, so equal chapters are equal texts. */
  chapter: { type: String, required: true, sensitive: 'equal', answers: ['Encounter.chapter'] },
  drugs: { ...sealed, type: [String], answers: ['Encounter.drugs'] },
  /** Commune of residence on that day; totals are of the residents of a commune. */
  unitId: { type: String, required: true },
  /** `YYYY-MM` of the date, for totals: a sealed date has no range. */
  month: { type: String, required: true, sensitive: 'equal' },
})
encounters.index({ unitId: 1, month: 1 })

const vaccinations = new Schema({
  _id: String,
  personalId: { ...lookedUp, answers: ['Vaccination.person', 'Person.vaccinations'] },
  vaccine: { ...sealed, type: String, answers: ['Vaccination.vaccine'] },
  dose: { ...sealed, type: Number, answers: ['Vaccination.dose'] },
  status: { ...sealed, type: String, answers: ['Vaccination.status'] },
  date: { type: String, sensitive: 'row', answers: ['Vaccination.date'] },
  facilityCode: { ...sealed, type: String, answers: ['Vaccination.facility'] },
})

/** The collections of the health database; dates are ISO texts, units are `code@validFrom`. */
export const collections: Readonly<Record<string, Collection>> = {
  facilities: { schema: facilities, place: 'public' },
  practitioners: { schema: practitioners, place: { person: 'personalId' } },
  encounters: { schema: encounters, place: { person: 'personalId' } },
  vaccinations: { schema: vaccinations, place: { person: 'personalId' } },
}
