import type { GatewayExecutor } from '@apollo/server-gateway-interface'
import { type Clock, provinceDate } from '../../schema/clock.ts'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { withoutRepeats } from './client-error.ts'
import { completeness, nameAgencies } from './completeness.ts'

type Response = Awaited<ReturnType<GatewayExecutor>>

/**
 * The last stage before the caller: errors named by agency and said once, a note of what is
 * missing, and nothing of the planner's own extensions (`valueCompletion` shows inner nulls).
 */
export function cleanAnswer(agencies: readonly LoadedAgency[], clock: Clock): (response: Response) => Response {
  return (response) => {
    if (!response.errors || response.errors.length === 0) return { data: response.data ?? null }
    const errors = nameAgencies(withoutRepeats(response.errors), agencies, provinceDate(clock()))
    const missing = completeness(errors)
    return {
      data: response.data ?? null,
      errors,
      ...(missing.length > 0 ? { extensions: { completeness: missing } } : {}),
    }
  }
}
