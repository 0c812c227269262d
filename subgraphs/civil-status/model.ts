import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'

const { Schema } = mongoose

/**
 * What every entry of a register holds. `_id` is the entity's key, `unitCode/registerNumber`
 * (register-key.ts), so it is unique without a second index.
 */
const entry = {
  _id: String,
  registerNumber: { type: String, required: true },
  unitCode: { type: String, required: true },
  unitId: { type: String, required: true },
  registeredOn: { type: String, required: true, index: true },
  /** Year of registration: open totals are by commune and year. */
  year: { type: Number, required: true },
}

const births = new Schema({
  ...entry,
  personalId: { type: String, required: true, index: true },
  dateOfBirth: { type: String, required: true, index: true },
  fatherId: String,
  motherId: String,
  /** Both parents under one index: a person's children are asked without knowing which parent it is. */
  parentIds: { type: [String], index: true },
  adoption: { type: Boolean, sensitive: 'row', answers: ['Birth.adoption'] },
  sexChange: { type: Boolean, sensitive: 'row', answers: ['Birth.sexChange'] },
})

const marriages = new Schema({
  ...entry,
  husbandId: { type: String, required: true },
  wifeId: { type: String, required: true },
  spouseIds: { type: [String], index: true },
  endedOn: String,
})

const deaths = new Schema({
  ...entry,
  personalId: { type: String, required: true, index: true },
  dateOfDeath: { type: String, required: true, index: true },
})

const singleStatuses = new Schema({
  ...entry,
  personalId: { type: String, required: true, index: true },
  validTo: { type: String, required: true },
  purpose: { type: String, required: true },
})

for (const register of [births, marriages, deaths]) register.index({ unitId: 1, year: 1 })

const personStatuses = new Schema({
  _id: String,
  personalId: { type: String, required: true, unique: true },
  maritalStatus: { type: String, required: true },
  hasCriminalRecordCertificate: {
    type: Boolean,
    sensitive: 'row',
    answers: ['Person.hasCriminalRecordCertificate'],
  },
})

/** The collections of the civil status database; dates are ISO texts, units are `code@validFrom`. */
export const collections: Readonly<Record<string, Collection>> = {
  births: { schema: births, place: { person: 'personalId' } },
  marriages: { schema: marriages, place: { person: 'spouseIds' } },
  deaths: { schema: deaths, place: { person: 'personalId' } },
  singleStatuses: { schema: singleStatuses, place: { person: 'personalId' } },
  personStatuses: { schema: personStatuses, place: { person: 'personalId' } },
}
