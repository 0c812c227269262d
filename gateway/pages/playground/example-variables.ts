import { type Clock, provinceDate } from '../../../schema/clock.ts'
import { defaultPopulation, operationVariables } from '../../../seed/operations/variables.ts'
import { type Population, servedSetting } from './served-setting.ts'

type Variables = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * The first set of variables of each example in the population that the hub serves, so
 * that the examples find records whatever number of persons was seeded. Computed once, when
 * somebody first asks; for the default population the committed variables are these already.
 */
export function exampleVariables(served: () => Population | null, clock: Clock): () => Promise<Variables> {
  let computed: Promise<Variables> | undefined
  return async () => {
    const population = served()
    if (!population || isDefault(population)) return {}
    computed ??= firstVariables(population, provinceDate(clock()))
    return computed
  }
}

function isDefault({ persons, seed }: Population): boolean {
  return persons === defaultPopulation.persons && seed === defaultPopulation.seed
}

async function firstVariables(population: Population, today: string): Promise<Variables> {
  const operations = await operationVariables(population)
  const { citizen } = await servedSetting(population, today)
  return {
    ...Object.fromEntries(
      Object.entries(operations).map(([name, { variables }]) => [name, variables[0] ?? {}] as const),
    ),
    'refused-field': { personalId: citizen.personalId },
  }
}
