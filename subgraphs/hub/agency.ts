import type { Agency } from '../_kit/agency.ts'
import { resolvers } from './resolvers.ts'

const distinctCoordinates = { most: 500, because: 'each coordinate of the schema at most once' } as const

/** The hub itself: who asks, what they may read, and the read side of the exchange log. */
export const agency: Agency = {
  manifest: {
    database: 'hub',
    title: { vi: 'Nền tảng chia sẻ dữ liệu', en: 'The data hub' },
    departments: [
      { agency: 'BDH-STTTT', validFrom: null, validTo: '2025-02-28' },
      { agency: 'BDH-SKHCN-B', validFrom: '2025-03-01', validTo: '2025-06-30' },
      { agency: 'GLI-SKHCN', validFrom: '2025-07-01', validTo: null },
    ],
    owns: [],
    consents: [],
    boundedLists: {
      'Viewer.databases': { most: 20, because: 'a token names them' },
      'Viewer.roles': { most: 20, because: 'a token names them' },
      'Viewer.grants': { most: 500, because: 'grants of one agency in force' },
      'ViewerGrant.coordinates': distinctCoordinates,
      'ViewerGrant.territory': { most: 200, because: 'a decision names the units' },
      'AccessPreview.positions': { most: 2000, because: 'an operation has at most so many selections' },
      'AccessPreview.problems': { most: 20, because: 'so many errors are told at once' },
      'AccessLog.fields': distinctCoordinates,
      'AccessLog.grants': { most: 500, because: 'grants of one agency' },
      'ExchangeLog.grants': { most: 500, because: 'grants of one agency' },
      'ExchangeLog.asked': distinctCoordinates,
      'ExchangeLog.answered': distinctCoordinates,
      'ExchangeLog.refused': distinctCoordinates,
      'ExchangeLog.databases': { most: 50, because: 'one for each database of the province' },
      'ExchangeCauses.key': distinctCoordinates,
      'ExchangeCauses.requires': distinctCoordinates,
    },
    classification: 'SHAREABLE',
  },
  collections: {},
  resolvers,
  seed: { documents: () => [] },
}
