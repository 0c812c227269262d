import type { SeedModule } from '../../seed/population/population.ts'
import { budgetLines, payroll } from './seed-budget.ts'
import { enterprises } from './seed-firms.ts'
import { householdBusinesses } from './seed-household-businesses.ts'
import { investmentProjects, publicProjects } from './seed-projects.ts'

/** Firms, household businesses, projects and the budget of the synthetic population. */
export const seed: SeedModule = {
  *constants(province) {
    yield* publicProjects(province)
    yield* budgetLines(province)
  },
  *documents(chunk) {
    yield* enterprises(chunk)
    yield* householdBusinesses(chunk)
    yield* investmentProjects(chunk)
    yield* payroll(chunk)
  },
}
