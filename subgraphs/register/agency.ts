import type { Agency } from '../_kit/agency.ts'
import { collections } from './model.ts'
import { resolvers } from './resolvers.ts'
import { seed } from './seed.ts'

/** The province register: master keys, units with history, agencies, code lists (60/2021 Art. 4.1.b). */
export const agency: Agency = {
  manifest: {
    database: 'register',
    title: { vi: 'Dữ liệu chủ của tỉnh', en: 'The province’s master data' },
    departments: [
      { agency: 'BDH-STTTT', validFrom: null, validTo: '2025-02-28' },
      { agency: 'BDH-SKHCN-B', validFrom: '2025-03-01', validTo: '2025-06-30' },
      { agency: 'GLI-SKHCN', validFrom: '2025-07-01', validTo: null },
    ],
    owns: ['Person', 'Organization', 'AdministrativeUnit', 'Agency', 'CodeList', 'CodeItem', 'Procedure'],
    consents: [
      ...(['Person', 'Organization', 'AdministrativeUnit', 'Agency', 'CodeItem', 'Procedure'] as const).map(
        (entity) => ({
          to: '*',
          entity,
          allows: 'key' as const,
          reason: 'Dữ liệu chủ là cơ sở tham chiếu giữa các cơ sở dữ liệu (60/2021 Điều 4.1.b)',
        }),
      ),
      { to: 'residence', entity: 'Person', allows: 'root-list', reason: 'Tra cứu người cư trú' },
      { to: 'enterprises', entity: 'Organization', allows: 'root-list', reason: 'Tra cứu doanh nghiệp đã đăng ký' },
    ],
    boundedLists: {
      'Query.persons': { most: 200, because: 'one entry for each key asked' },
      'Query.organizations': { most: 200, because: 'one entry for each key asked' },
      'AdministrativeUnit.successors': { most: 50, because: 'the acts of a rearrangement name them' },
      'AdministrativeUnit.predecessors': { most: 50, because: 'the acts of a rearrangement name them' },
      'Agency.successors': { most: 50, because: 'the acts of a rearrangement name them' },
      'Agency.predecessors': { most: 50, because: 'the acts of a rearrangement name them' },
      'Procedure.databases': { most: 20, because: 'a procedure names them' },
    },
    classification: 'SHAREABLE',
  },
  collections,
  resolvers,
  seed,
}
