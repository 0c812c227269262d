import type { Agency } from '../_kit/agency.ts'
import { collections } from './model.ts'
import { resolvers } from './resolvers.ts'
import { seed } from './seed.ts'
import { beneficiaryTotalRows, povertyTotalRows } from './totals.ts'

/**
 * Social protection: the Department of Labour, then of Home Affairs. Its duties were divided in
 * March 2025; the official succession table (seed/reference/agency_succession.csv) knows one
 * successor, Home Affairs, for a part. That assistance and poverty lists may have gone to the
 * Department of Health by the national model is general knowledge without a source here: the
 * table decides, and where it is corrected these rows follow.
 */
export const agency: Agency = {
  manifest: {
    database: 'social-protection',
    title: { vi: 'Bảo trợ xã hội, giảm nghèo và người có công', en: 'Social protection, poverty and persons of merit' },
    departments: [
      { agency: 'BDH-SLDTBXH', validFrom: null, validTo: '2025-02-28' },
      { agency: 'BDH-SNV-B', validFrom: '2025-03-01', validTo: '2025-06-30' },
      { agency: 'GLI-SNV', validFrom: '2025-07-01', validTo: null },
    ],
    owns: ['Beneficiary', 'PoorHousehold', 'MeritPerson', 'MartyrsCemetery'],
    consents: [],
    boundedLists: {
      'Household.povertyRecords': { most: 20, because: 'one review a year' },
      'Query.beneficiaryTotals': { most: beneficiaryTotalRows, because: 'one row a programme' },
      'Query.povertyTotals': { most: povertyTotalRows, because: 'poor and near-poor of one year' },
    },
    classification: 'SHAREABLE',
  },
  collections,
  resolvers,
  seed,
}
