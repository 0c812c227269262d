import type { Agency } from '../_kit/agency.ts'
import { collections } from './model.ts'
import { resolvers } from './resolvers.ts'
import { seed } from './seed.ts'

/** Civil status: the Department of Justice, from the registers that the communes keep. */
export const agency: Agency = {
  manifest: {
    database: 'civil-status',
    title: { vi: 'Hộ tịch', en: 'Civil status' },
    departments: [
      { agency: 'BDH-STP', validFrom: null, validTo: '2025-06-30' },
      { agency: 'GLI-STP', validFrom: '2025-07-01', validTo: null },
    ],
    owns: ['Birth', 'Marriage', 'Death', 'SingleStatus'],
    consents: [],
    boundedLists: {
      'Person.marriages': { most: 10, because: 'one person has one marriage at a time' },
      'Person.children': { most: 30, because: 'one family' },
      'Query.civilEventTotals': { most: 500, because: 'one row for each of three kinds of event and year' },
    },
    classification: 'SHAREABLE',
  },
  collections,
  resolvers,
  seed,
}
