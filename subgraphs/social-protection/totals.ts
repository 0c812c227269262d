import type { Resolver } from '../_kit/agency.ts'
import { subjectTotals } from '../_kit/subject-totals.ts'

/** One row a programme. */
export const beneficiaryTotalRows = 4
/** Poor and near-poor. */
export const povertyTotalRows = 2

/** Records in force today that one commune pays, by programme; the type of a disability is in no total. */
export const beneficiaryTotals: Resolver = subjectTotals({
  collection: 'beneficiaries',
  match: (args, { today }) => ({ unitId: { $eq: args.unit }, from: { $lte: today }, to: { $not: { $lt: today } } }),
  by: { programme: 'programme' },
  subject: 'personalId',
  sums: { monthlyAmount: 'monthlyAmount' },
  rows: beneficiaryTotalRows,
})

/** Households on the list of one commune and year. */
export const povertyTotals: Resolver = subjectTotals({
  collection: 'poorHouseholds',
  match: (args, { today }) => ({ unitId: { $eq: args.unit }, year: { $eq: args.year ?? Number(today.slice(0, 4)) } }),
  by: { year: 'year', povertyClass: 'povertyClass' },
  subject: 'householdCode',
  rows: povertyTotalRows,
})
