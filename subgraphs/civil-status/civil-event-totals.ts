import { limits } from '../../schema/limits.ts'
import type { Resolver } from '../_kit/agency.ts'
import type { Row } from '../_kit/row.ts'
import { subjectTotals } from '../_kit/subject-totals.ts'

/** Each register, and whom an entry of it is about; of a couple one stands for both. */
const registers = [
  { eventType: 'BIRTH', collection: 'births', subject: 'personalId' },
  { eventType: 'MARRIAGE', collection: 'marriages', subject: 'husbandId' },
  { eventType: 'DEATH', collection: 'deaths', subject: 'personalId' },
] as const

/** No register reaches back so far; the list stays bounded whatever is asked. */
const yearsShown = Math.floor(limits.civilEventRows / registers.length)

const totals = registers.map(({ eventType, collection, subject }) => ({
  eventType,
  read: subjectTotals({
    collection,
    match: ({ unit, year }) => ({ unitId: { $eq: unit }, ...(year == null ? {} : { year: { $eq: year } }) }),
    by: { year: 'year' },
    subject,
    join: 'year',
    rows: yearsShown,
  }),
}))

/**
 * Resolver of the open number of events that one commune registered, by kind and year; years
 * of few events are joined into one row without a year. There is no sum over all years: with
 * it, a year that is left out could be computed from the others.
 */
export const civilEventTotals: Resolver = async (parent, args, scope, info) => {
  const rows = await Promise.all(
    totals.map(async ({ eventType, read }) => {
      const years = (await read(parent, args, scope, info)) as Row[]
      return years.map((row) => ({ eventType, ...row }))
    }),
  )
  return rows.flat()
}
