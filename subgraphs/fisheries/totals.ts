import type { Resolver } from '../_kit/agency.ts'
import { endedMonths } from '../_kit/ended-months.ts'
import { subjectTotals } from '../_kit/subject-totals.ts'

/** 12 months of 8 species. */
export const catchTotalRows = 96
/** 3 zones, licensed or not. */
export const vesselTotalRows = 6

/** Catch by month of landing and species: at least ten vessels stand behind each figure. */
export const catchTotals: Resolver = subjectTotals({
  collection: 'catchLogs',
  match: (args, caller) => endedMonths(args.year, caller.today),
  by: { year: 'year', month: 'month', species: 'species' },
  subject: 'registrationNumber',
  sums: { weightKg: 'weightKg' },
  rows: catchTotalRows,
})

/** Vessels of the whole province; no total by commune beside it, so none can be subtracted. */
export const vesselTotals: Resolver = subjectTotals({
  collection: 'fishingVessels',
  match: () => ({}),
  derived: (caller) => ({ licensed: { $gte: ['$licenceValidTo', caller.today] } }),
  by: { zone: 'zone', licensed: 'licensed' },
  subject: 'registrationNumber',
  sums: { enginePower: 'enginePower' },
  rows: vesselTotalRows,
})
