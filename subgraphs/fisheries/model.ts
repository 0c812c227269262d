import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'
import { zoneOf } from './zones.ts'

const { Schema } = mongoose

const vesselNumber = { type: String, required: true, index: true }

const fishingVessels = new Schema({
  _id: String,
  registrationNumber: { type: String, required: true, unique: true },
  name: String,
  lengthMax: { type: Number, required: true, index: true },
  enginePower: { type: Number, required: true, index: true },
  hullMaterial: { type: String, required: true, index: true },
  builtYear: { type: Number, required: true, index: true },
  gear: { type: String, required: true, index: true },
  zone: { type: String, required: true, index: true },
  homePortCode: { type: String, required: true, index: true },
  unitId: { type: String, required: true, index: true },
  registeredOn: String,
  ownerPersonalId: String,
  ownerTaxCode: String,
  /** Everyone who is on record today; the manifest's bounded list says how many there can be. */
  owners: [{ _id: false, personalId: String, taxCode: String, from: String, soldOn: String }],
  ownerPersonalIds: { type: [String], index: true },
  ownerTaxCodes: { type: [String], index: true },
  ownerPhone: String,
  onIllegalList: { type: Boolean, required: true, index: true },
  licenceNumber: String,
  /** Copied from the licence, so that totals need no join. */
  licenceValidTo: String,
  safetyCertificateNumber: String,
})
fishingVessels.path('zone').validate(function (this: unknown, zone: string) {
  return zone === zoneOf((this as { lengthMax: number }).lengthMax)
}, 'zone follows lengthMax')

const fishingLicences = new Schema({
  _id: String,
  number: { type: String, required: true, unique: true },
  registrationNumber: vesselNumber,
  gear: String,
  zone: String,
  quotaTonnes: Number,
  issuedOn: String,
  validTo: String,
})

const safetyCertificates = new Schema({
  _id: String,
  number: { type: String, required: true, unique: true },
  registrationNumber: vesselNumber,
  issuedOn: String,
  validTo: String,
})

const positions = new Schema({
  /** `<registrationNumber>/<number>`, the numbers in the order of time. */
  _id: String,
  registrationNumber: vesselNumber,
  observedAt: { type: String, required: true, sensitive: 'row', answers: ['VmsPosition.observedAt'] },
  latitude: { type: Number, sensitive: 'row', answers: ['VmsPosition.latitude'] },
  longitude: { type: Number, sensitive: 'row', answers: ['VmsPosition.longitude'] },
  speedKnots: { type: Number, sensitive: 'row', answers: ['VmsPosition.speedKnots'] },
  /** Centre of the cell of the open grid, kept beside the exact position; not open before its delay has run. */
  grid: { type: { _id: false, latitude: Number, longitude: Number }, required: true, sensitive: 'row' },
  /** The province's day of `observedAt`: a sealed instant cannot be compared, days can be left out by name. */
  day: { type: String, required: true, sensitive: 'equal' },
})

const lostSignalAlerts = new Schema({
  _id: String,
  registrationNumber: vesselNumber,
  lostAt: { type: String, required: true },
  restoredAt: String,
})

const trips = new Schema({
  _id: String,
  registrationNumber: vesselNumber,
  departurePortCode: String,
  departedOn: String,
  arrivalPortCode: String,
  arrivedOn: String,
})

const catchLogs = new Schema({
  _id: String,
  tripId: { type: String, required: true, index: true },
  registrationNumber: { type: String, required: true },
  /** Of the landing. */
  year: { type: Number, required: true },
  month: { type: Number, required: true },
  species: String,
  weightKg: Number,
})
catchLogs.index({ year: 1, month: 1 })

const originCertificates = new Schema({
  _id: String,
  number: { type: String, required: true, unique: true },
  registrationNumber: vesselNumber,
  tripId: String,
  validity: String,
  issuedOn: String,
})

const place = {
  _id: String,
  code: { type: String, required: true, unique: true },
  name: { type: String, required: true, index: true },
  unitId: { type: String, required: true, index: true },
  depthMetres: { type: Number, required: true },
  capacityVessels: { type: Number, required: true, index: true },
  radio: { type: String, required: true },
  source: { type: String, required: true },
}

/** The collections of the fisheries database; dates and instants are ISO texts, units `code@validFrom`. */
export const collections: Readonly<Record<string, Collection>> = {
  fishingVessels: { schema: fishingVessels, place: { unit: 'unitId', persons: 'ownerPersonalIds' } },
  fishingLicences: { schema: fishingLicences, place: 'parent' },
  safetyCertificates: { schema: safetyCertificates, place: 'parent' },
  positions: { schema: positions, place: 'parent' },
  lostSignalAlerts: { schema: lostSignalAlerts, place: 'parent' },
  trips: { schema: trips, place: 'parent' },
  catchLogs: { schema: catchLogs, place: 'parent' },
  originCertificates: { schema: originCertificates, place: 'parent' },
  ports: { schema: new Schema(place), place: 'public' },
  shelters: { schema: new Schema(place), place: 'public' },
}
