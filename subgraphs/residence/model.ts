import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'

const { Schema } = mongoose

const residents = new Schema({
  _id: String,
  personalId: { type: String, required: true, unique: true },
  fullName: { type: String, required: true, index: true },
  dateOfBirth: { type: String, required: true, index: true },
  sex: { type: String, required: true, index: true },
  unitId: { type: String, required: true, index: true },
  permanentAddress: String,
  ethnicity: { type: String, sensitive: 'row', answers: ['Person.ethnicity'] },
  religion: { type: String, sensitive: 'row', answers: ['Person.religion'] },
  deceased: { type: Boolean, index: true },
  householdCode: { type: String, index: true },
  relationshipToHead: String,
})

const households = new Schema({
  _id: String,
  code: { type: String, required: true, unique: true },
  unitId: { type: String, required: true, index: true },
  size: { type: Number, required: true, index: true },
  memberIds: [String],
})

const vehicles = new Schema({
  _id: String,
  plate: { type: String, required: true, unique: true },
  kind: { type: String, index: true },
  make: { type: String, index: true },
  ownerPersonalId: { type: String, index: true },
  ownerTaxCode: { type: String, index: true },
  unitId: { type: String, index: true },
  registeredOn: { type: String, index: true },
  inspectionValidTo: { type: String, index: true },
})

const drivingLicences = new Schema({
  _id: String,
  number: { type: String, required: true, unique: true },
  personalId: { type: String, required: true, index: true },
  licenceClass: String,
  validTo: String,
  points: { type: Number, sensitive: 'row', answers: ['DrivingLicence.points'] },
  offences: { type: [String], sensitive: 'row', answers: ['DrivingLicence.offences'] },
})

/** The collections of the residence database; dates are ISO texts, units are `code@validFrom`. */
export const collections: Readonly<Record<string, Collection>> = {
  residents: { schema: residents, place: { person: 'personalId', unit: 'unitId' } },
  households: { schema: households, place: { unit: 'unitId', persons: 'memberIds' } },
  vehicles: { schema: vehicles, place: { unit: 'unitId', persons: 'ownerPersonalId' } },
  drivingLicences: { schema: drivingLicences, place: { person: 'personalId' } },
}
