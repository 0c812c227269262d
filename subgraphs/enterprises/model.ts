import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'

const { Schema } = mongoose

const enterprises = new Schema({
  _id: String,
  taxCode: { type: String, required: true, unique: true },
  name: { type: String, required: true, index: true },
  status: { type: String, required: true, index: true },
  legalForm: { type: String, required: true, index: true },
  establishedOn: { type: String, required: true, index: true },
  headOffice: String,
  unitId: { type: String, required: true, index: true },
  industries: { type: [String], index: true },
  charterCapital: { type: Number, index: true },
  representativeId: { type: String, index: true },
  representativeName: String,
  phone: String,
  email: String,
  taxDebt: Number,
})

const shareholders = new Schema({
  _id: String,
  taxCode: { type: String, required: true, index: true },
  holderPersonalId: String,
  holderTaxCode: String,
  share: Number,
  unitId: String,
})

const householdBusinesses = new Schema({
  _id: String,
  code: { type: String, required: true, unique: true },
  name: { type: String, required: true, index: true },
  address: String,
  unitId: { type: String, required: true, index: true },
  ownerPersonalId: { type: String, required: true, index: true },
  personalTaxCode: String,
  revenueClass: { type: String, index: true },
})

const investmentProjects = new Schema({
  _id: String,
  code: { type: String, required: true, unique: true },
  name: { type: String, required: true, index: true },
  investorTaxCode: { type: String, required: true, index: true },
  unitId: { type: String, required: true, index: true },
  purpose: String,
  totalCapital: { type: Number, index: true },
  stage: { type: String, index: true },
  landArea: { type: Number, index: true },
})

const negotiationPapers = new Schema({
  _id: String,
  projectCode: { type: String, required: true, index: true },
  title: String,
  writtenOn: String,
  unitId: String,
})

const publicProjects = new Schema({
  _id: String,
  code: { type: String, required: true, unique: true },
  name: { type: String, required: true, index: true },
  unitId: { type: String, required: true, index: true },
  budget: { type: Number, index: true },
  disbursed: { type: Number, index: true },
})

const budgetLines = new Schema({
  _id: String,
  budgetUnit: { type: String, required: true, index: true },
  year: { type: Number, required: true, index: true },
  chapter: { type: String, required: true, index: true },
  budgetUnitName: String,
  unitId: { type: String, index: true },
  planned: { type: Number, index: true },
  executed: { type: Number, index: true },
}).index({ budgetUnit: 1, year: 1, chapter: 1 }, { unique: true })

const payrollPersons = new Schema({
  _id: String,
  budgetLineId: {
    type: String,
    required: true,
    index: true,
    sensitive: 'equal',
    answers: ['BudgetLine.payrollPersons'],
  },
  personalId: { type: String, required: true, sensitive: 'equal', answers: ['PayrollPerson.person'] },
  amount: { type: Number, sensitive: 'row', answers: ['PayrollPerson.amount'] },
  unitId: String,
})

/** The collections of the enterprises database; money is VND in doubles, exact to 2^53. */
export const collections: Readonly<Record<string, Collection>> = {
  enterprises: { schema: enterprises, place: { unit: 'unitId' } },
  shareholders: { schema: shareholders, place: { unit: 'unitId', persons: 'holderPersonalId' } },
  householdBusinesses: { schema: householdBusinesses, place: { unit: 'unitId', persons: 'ownerPersonalId' } },
  investmentProjects: { schema: investmentProjects, place: { unit: 'unitId' } },
  negotiationPapers: { schema: negotiationPapers, place: { unit: 'unitId' } },
  publicProjects: { schema: publicProjects, place: { unit: 'unitId' } },
  budgetLines: { schema: budgetLines, place: { unit: 'unitId' } },
  payrollPersons: { schema: payrollPersons, place: { person: 'personalId' } },
}
