import mongoose from 'mongoose'
import type { Collection } from '../_kit/agency.ts'

const { Schema } = mongoose

const healthInsurances = new Schema({
  _id: String,
  socialNumber: { type: String, required: true, unique: true },
  /** One record a person: a renewal changes its dates. */
  personalId: { type: String, required: true, unique: true },
  cardNumber: { type: String, required: true },
  validFrom: { type: String, required: true, index: true },
  validTo: { type: String, required: true, index: true },
  benefitLevel: { type: Number, required: true, min: 1, max: 5, index: true },
  firstCareFacilityCode: String,
  /** VND a month. */
  contributionBase: {
    type: Number,
    required: true,
    sensitive: 'row',
    answers: ['HealthInsurance.contributionBase'],
  },
  employerTaxCode: { type: String, index: true },
})

/** The insured of a facility on a day are counted from the index alone. */
healthInsurances.index({ firstCareFacilityCode: 1, validTo: 1, validFrom: 1 })

/** The collection of the health insurance database; dates are ISO texts, both ends inclusive. */
export const collections: Readonly<Record<string, Collection>> = {
  healthInsurances: { schema: healthInsurances, place: { person: 'personalId' } },
}
