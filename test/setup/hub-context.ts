import { beginExchange } from '../../gateway/exchange.ts'
import type { HubContext } from '../../gateway/plan/context.ts'
import { anonymous } from '../../schema/access/viewer.ts'

/** One request of a stranger, as the door hands it to the graph. */
export function strangerContext(): HubContext {
  const now = new Date('2026-01-31T01:00:00Z')
  const asking = { viewer: anonymous, purpose: { given: false, code: null }, book: null, roles: [], now }
  return { caller: { requestId: 'r-7', today: '2026-01-31', asking }, exchange: beginExchange('r-7', now, asking) }
}
