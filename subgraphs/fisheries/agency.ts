import type { Agency } from '../_kit/agency.ts'
import { collections } from './model.ts'
import { resolvers } from './resolvers.ts'
import { seed } from './seed.ts'
import { catchTotalRows, vesselTotalRows } from './totals.ts'

/** Fisheries: the Department of Agriculture and Rural Development, then of Agriculture and Environment. */
export const agency: Agency = {
  manifest: {
    database: 'fisheries',
    title: { vi: 'Tàu cá và khai thác thủy sản', en: 'Fishing vessels and capture fisheries' },
    departments: [
      { agency: 'BDH-SNNPTNT', validFrom: null, validTo: '2025-02-28' },
      { agency: 'BDH-SNNMT', validFrom: '2025-03-01', validTo: '2025-06-30' },
      { agency: 'GLI-SNNMT', validFrom: '2025-07-01', validTo: null },
    ],
    owns: ['FishingVessel', 'FishingLicence', 'SafetyCertificate', 'OriginCertificate', 'Port', 'Shelter'],
    consents: [
      {
        to: '*',
        entity: 'FishingVessel',
        allows: 'key',
        reason: 'Dữ liệu chủ của tỉnh: cơ quan khác tham chiếu tàu cá theo số đăng ký (60/2021 Điều 4.1.b)',
      },
    ],
    boundedLists: {
      'FishingVessel.owners': { most: 5, because: 'owners of one vessel on one certificate of registration' },
      'Trip.catches': { most: 20, because: 'one line a species in the log of one trip' },
      'Query.catchTotals': { most: catchTotalRows, because: 'twelve months of each species' },
      'Query.vesselTotals': { most: vesselTotalRows, because: 'each zone, licensed or not' },
    },
    classification: 'SHAREABLE',
  },
  collections,
  resolvers,
  seed,
}
