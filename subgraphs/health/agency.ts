import type { Agency } from '../_kit/agency.ts'
import { encounterTotalRows } from './encounter-totals.ts'
import { collections } from './model.ts'
import { resolvers } from './resolvers.ts'
import { seed } from './seed.ts'

/**
 * Health: the Department of Health. The status of a vaccination is sensitive on every route: a
 * school reads it by a grant that needs a parent's consent, not by a lower class of the field.
 */
export const agency: Agency = {
  manifest: {
    database: 'health',
    title: { vi: 'Y tế', en: 'Health' },
    departments: [
      { agency: 'BDH-SYT', validFrom: null, validTo: '2025-06-30' },
      { agency: 'GLI-SYT', validFrom: '2025-07-01', validTo: null },
    ],
    owns: ['HealthFacility', 'Practitioner'],
    consents: [
      {
        to: '*',
        entity: 'HealthFacility',
        allows: 'key',
        reason: 'Danh sách công khai: cơ quan khác tham chiếu cơ sở theo mã (60/2021 Điều 4.1.b)',
      },
    ],
    boundedLists: {
      'HealthFacility.services': { most: 10, because: 'each service of the list once' },
      'Encounter.drugs': { most: 20, because: 'one prescription' },
      'Query.encounterTotals': { most: encounterTotalRows, because: 'months and chapters of one year' },
    },
    classification: 'SHAREABLE',
  },
  collections,
  resolvers,
  seed,
}
