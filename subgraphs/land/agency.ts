import type { Agency } from '../_kit/agency.ts'
import { collections } from './model.ts'
import { resolvers } from './resolvers.ts'
import { seed } from './seed.ts'

/** Land, minerals and environment: Natural Resources, since 3/2025 Agriculture and Environment. */
export const agency: Agency = {
  manifest: {
    database: 'land',
    title: { vi: 'Đất đai, khoáng sản và môi trường', en: 'Land, minerals and environment' },
    departments: [
      { agency: 'BDH-STNMT', validFrom: null, validTo: '2025-02-28' },
      { agency: 'BDH-SNNMT', validFrom: '2025-03-01', validTo: '2025-06-30' },
      { agency: 'GLI-SNNMT', validFrom: '2025-07-01', validTo: null },
    ],
    owns: ['Parcel', 'MineralPermit', 'EnvironmentPermit'],
    consents: [
      {
        to: '*',
        entity: 'Parcel',
        allows: 'key',
        reason: 'Thửa đất là dữ liệu chủ, giấy phép và dự án dẫn chiếu theo mã định danh (60/2021 Điều 4.1.b)',
      },
    ],
    boundedLists: {
      'Parcel.owners': { most: 50, because: 'the names on one certificate: a couple, heirs or a firm' },
      'Parcel.predecessors': { most: 50, because: 'one decision to split or merge' },
      'Parcel.successors': { most: 50, because: 'one decision to split or merge' },
      'Query.landUseTotals': { most: 9, because: 'one row a land use' },
    },
    classification: 'SHAREABLE',
  },
  collections,
  resolvers,
  seed,
}
