import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'

const { Schema } = mongoose

const beneficiaries = new Schema({
  _id: String,
  recordCode: { type: String, required: true, unique: true },
  personalId: { type: String, required: true, index: true },
  programme: { type: String, required: true, index: true },
  /** VND. */
  monthlyAmount: { type: Number, required: true, index: true },
  disabilityType: { type: String, sensitive: 'row', answers: ['Beneficiary.disabilityType'] },
  unitId: { type: String, required: true, index: true },
  from: { type: String, required: true, index: true },
  to: String,
  lastPaidOn: { type: String, index: true },
})

const poorHouseholds = new Schema({
  /** `<householdCode>/<year>`. */
  _id: String,
  householdCode: { type: String, required: true, index: true },
  year: { type: Number, required: true, index: true },
  postedFrom: { type: String, required: true },
  postedUntil: { type: String, required: true },
  takenDownOn: String,
  povertyClass: { type: String, required: true, index: true },
  score: { type: Number, required: true },
  unitId: { type: String, required: true, index: true },
})
poorHouseholds.index({ householdCode: 1, year: 1 }, { unique: true })
poorHouseholds.index({ unitId: 1, year: 1 })

const meritPersons = new Schema({
  _id: String,
  recordCode: { type: String, required: true, unique: true },
  personalId: { type: String, required: true, index: true },
  category: { type: String, required: true, index: true },
  recognizedOn: { type: String, required: true, index: true },
  /** VND. */
  monthlyAmount: { type: Number, required: true },
  unitId: { type: String, required: true, index: true },
})

const cemeteries = new Schema({
  _id: String,
  code: { type: String, required: true, unique: true },
  name: { type: String, required: true, index: true },
  unitId: { type: String, required: true, index: true },
  graves: { type: Number, required: true, index: true },
  source: { type: String, required: true },
})

/** The collections of the social-protection database; dates are ISO texts, units are `code@validFrom`. */
export const collections: Readonly<Record<string, Collection>> = {
  beneficiaries: { schema: beneficiaries, place: { person: 'personalId' } },
  poorHouseholds: { schema: poorHouseholds, place: { unit: 'unitId' } },
  meritPersons: { schema: meritPersons, place: { person: 'personalId' } },
  cemeteries: { schema: cemeteries, place: 'public' },
}
