import { anonymous } from '../../schema/access/viewer.ts'
import type { Clock } from '../../schema/clock.ts'
import type { ExchangeLog } from '../../subgraphs/_kit/exchange-log/exchange-log.ts'
import { beginExchange } from '../exchange.ts'
import type { Behind } from '../open-door.ts'
import { exchangeRecord } from './exchange-record.ts'

const everyMs = 1_000

/**
 * One record a second for each caller that was refused by its rate, with the number of refused
 * requests as `rows`: a flood is told of, and does not become a flood of records.
 * @returns what ends it
 */
export function tellOfRefused({ rate }: Pick<Behind, 'rate'>, log: ExchangeLog, clock: Clock): () => void {
  const tell = () => {
    for (const [callerKey, count] of rate?.takeRefusedCounts() ?? []) {
      const identity = /^identity (.*)$/.exec(callerKey)?.[1] ?? null
      const now = clock()
      const asking = {
        viewer: { ...anonymous, identity },
        purpose: { given: false, code: null },
        book: null,
        roles: [],
        now,
      }
      const exchange = beginExchange('rate', now, asking)
      exchange.notes.rows = count
      exchange.outcome = { answered: false, partial: false, code: 'RATE_LIMITED' }
      const ended = { httpStatus: 429, bytes: 0, durationMs: 0 }
      const nobody = { subjects: new Map(), exemptionOf: () => null }
      void log.append(exchangeRecord(exchange, ended, nobody), { mustLast: false })
    }
  }
  const timer = setInterval(tell, everyMs).unref()
  return () => clearInterval(timer)
}
