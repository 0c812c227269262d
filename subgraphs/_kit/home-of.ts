import { batched } from './loaders.ts'
import type { RequestScope } from './request-scope.ts'

/** The unit in which a person lives, or null. All persons that one request asks in the same turn are one lookup. */
export function homeOf(scope: RequestScope, personalId: string): Promise<string | null> {
  const homes = scope.keep('residence', () =>
    batched<string | null>(async (personalIds) => {
      const known = await scope.residence.residenceOf(personalIds)
      return personalIds.map((one) => known.get(one) ?? null)
    }),
  )
  return homes.load(personalId)
}
