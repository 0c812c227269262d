import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'

const { Schema } = mongoose

const persons = new Schema({
  _id: String,
  personalId: { type: String, required: true, unique: true },
  hubId: { type: String, required: true, unique: true },
  /** Commune of current residence, `code@validFrom`; followed from the residence database. */
  unitId: { type: String, index: true },
})

const organizations = new Schema({
  _id: String,
  taxCode: { type: String, required: true, unique: true },
})

const units = new Schema({
  _id: String,
  id: { type: String, required: true, unique: true },
  code: { type: String, required: true, index: true },
  name: String,
  unitType: String,
  level: { type: Number, index: true },
  parentCode: String,
  ancestorCodes: { type: [String], index: true },
  validFrom: String,
  validTo: String,
  legalBasisFrom: String,
  legalBasisTo: String,
  source: String,
  note: String,
  successorIds: [String],
  predecessorIds: [String],
})

const agencies = new Schema({
  _id: String,
  code: { type: String, required: true, unique: true },
  electronicCode: String,
  name: { type: String, index: true },
  nameEnglish: String,
  kind: { type: String, index: true },
  unitCode: String,
  parentCode: String,
  validFrom: String,
  validTo: String,
  successorCodes: [String],
  predecessorCodes: [String],
  source: String,
  evidence: String,
  note: String,
})

const codeLists = new Schema({
  _id: String,
  code: { type: String, required: true, unique: true },
  name: String,
  source: String,
  version: String,
  official: Boolean,
})

const codeItems = new Schema({
  _id: String,
  id: { type: String, required: true, unique: true },
  listCode: { type: String, required: true, index: true },
  code: String,
  name: String,
  nameEnglish: String,
  parentId: String,
})

const procedures = new Schema({
  _id: String,
  code: { type: String, required: true, unique: true },
  name: { type: String, index: true },
  field: { type: String, index: true },
  agencyCode: String,
  databases: [String],
})

/** The collections of the register; every period is [validFrom, validTo], both ends included. */
export const collections: Readonly<Record<string, Collection>> = {
  persons: { schema: persons, place: { person: 'personalId', unit: 'unitId' } },
  organizations: { schema: organizations, place: 'public' },
  units: { schema: units, place: 'public' },
  agencies: { schema: agencies, place: 'public' },
  codeLists: { schema: codeLists, place: 'public' },
  codeItems: { schema: codeItems, place: 'public' },
  procedures: { schema: procedures, place: 'public' },
}
