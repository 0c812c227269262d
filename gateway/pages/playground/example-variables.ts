import { operationVariables } from '../../../seed/operations/variables.ts'

/**
 * The first set of variables of each shared operation in the population that the hub serves,
 * so that the examples find records whatever number of persons was seeded.
 */
export async function exampleVariables(
  population: { readonly persons: number; readonly seed: string } | null,
): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  if (!population) return {}
  const operations = await operationVariables(population)
  return Object.fromEntries(
    Object.entries(operations).map(([name, { variables }]) => [name, variables[0] ?? {}] as const),
  )
}
