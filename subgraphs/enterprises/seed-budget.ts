import { yearsBetween } from '../../seed/population/days.ts'
import type {
  PopulationChunk,
  SeedDocument,
  SyntheticCommune,
  SyntheticProvince,
} from '../../seed/population/population.ts'
import { budgetLineKey } from './budget-line-key.ts'

/** Chapters of a commune's budget; the choice of three is a design choice, the list of chapters was not read. */
const chapters = [
  { chapter: '805', name: 'Văn phòng HĐND và UBND', leastMillion: 4_000, mostMillion: 12_000 },
  { chapter: '822', name: 'Sự nghiệp giáo dục', leastMillion: 20_000, mostMillion: 80_000 },
  { chapter: '823', name: 'Sự nghiệp y tế', leastMillion: 1_000, mostMillion: 5_000 },
] as const
const payrollChapter = '805'
/** Share of adults below sixty who are paid by the office of their commune (a design choice). */
const payrollShare = 0.012

/** Budget lines of each commune: last year in full, this year so far. */
export function* budgetLines(province: SyntheticProvince): Generator<SeedDocument> {
  const random = province.random('enterprises/budget')
  const thisYear = Number(province.asOf.slice(0, 4))
  for (const commune of province.communes) {
    for (const year of [thisYear - 1, thisYear]) {
      for (const { chapter, name, leastMillion, mostMillion } of chapters) {
        const budgetUnit = budgetUnitOf(commune)
        const plannedMillion = random.int(leastMillion, mostMillion)
        const executedPercent = year === thisYear ? random.int(25, 55) : random.int(85, 104)
        yield {
          collection: 'budgetLines',
          document: {
            _id: budgetLineKey({ budgetUnit, year, chapter }),
            budgetUnit,
            year,
            chapter,
            budgetUnitName: `${name} ${commune.name}`,
            unitId: commune.unitId,
            planned: plannedMillion * 1_000_000,
            executed: plannedMillion * executedPercent * 10_000,
          },
        }
      }
    }
  }
}

/** The persons whom the office of their commune pays this year. */
export function* payroll(chunk: PopulationChunk): Generator<SeedDocument> {
  const random = chunk.random('enterprises/payroll')
  let sequence = 0
  const year = Number(chunk.province.asOf.slice(0, 4))
  const communes = new Map(chunk.province.communes.map((commune) => [commune.unitId, commune]))
  for (const person of chunk.persons) {
    const age = yearsBetween(person.dateOfBirth, chunk.province.asOf)
    const commune = communes.get(person.unitId)
    if (!commune || person.dateOfDeath !== null || age < 22 || age >= 60 || !random.chance(payrollShare)) continue
    const budgetLineId = budgetLineKey({ budgetUnit: budgetUnitOf(commune), year, chapter: payrollChapter })
    yield {
      collection: 'payrollPersons',
      document: {
        // Tells neither the person nor the budget line, which are sealed.
        _id: `${chunk.index}/${String(sequence++).padStart(4, '0')}`,
        budgetLineId,
        personalId: person.personalId,
        amount: random.int(70, 260) * 1_000_000,
        unitId: person.unitId,
      },
    }
  }
}

/** `1`, the commune's five digits, `0`: seven digits as the law's code has, made up otherwise. */
function budgetUnitOf(commune: Pick<SyntheticCommune, 'code'>): string {
  return `1${commune.code}0`
}
