import type { Agency } from '../_kit/agency.ts'
import { collections } from './model.ts'
import { resolvers } from './resolvers.ts'
import { seed } from './seed.ts'

/** Enterprises, investment and the budget: Planning and Investment, since 3/2025 the Department of Finance. */
export const agency: Agency = {
  manifest: {
    database: 'enterprises',
    title: { vi: 'Doanh nghiệp, đầu tư và ngân sách', en: 'Enterprises, investment and the budget' },
    departments: [
      { agency: 'BDH-SKHDT', validFrom: null, validTo: '2025-02-28' },
      { agency: 'BDH-STC-B', validFrom: '2025-03-01', validTo: '2025-06-30' },
      { agency: 'GLI-STC', validFrom: '2025-07-01', validTo: null },
    ],
    owns: ['HouseholdBusiness', 'InvestmentProject', 'PublicProject', 'BudgetLine'],
    consents: [
      {
        to: '*',
        entity: 'InvestmentProject',
        allows: 'key',
        reason: 'Giấy phép và thửa đất dẫn chiếu dự án theo mã dự án đã công bố',
      },
    ],
    boundedLists: {
      'Organization.industries': { most: 30, because: 'the lines of business entered in one registration' },
    },
    classification: 'SHAREABLE',
  },
  collections,
  resolvers,
  seed,
}
