import type { Agency } from '../_kit/agency.ts'
import { collections } from './model.ts'
import { resolvers } from './resolvers.ts'
import { seed } from './seed.ts'

/** Health insurance: the province's branch of a central body, joined by agreement. */
export const agency: Agency = {
  manifest: {
    database: 'social-insurance',
    title: { vi: 'Bảo hiểm xã hội, bảo hiểm y tế', en: 'Social and health insurance' },
    departments: [
      { agency: 'BDH-BHXH', validFrom: null, validTo: '2025-06-30' },
      { agency: 'GLI-BHXH', validFrom: '2025-07-01', validTo: null },
    ],
    owns: ['HealthInsurance'],
    consents: [],
    boundedLists: {},
    classification: 'SHAREABLE',
  },
  collections,
  resolvers,
  seed,
}
