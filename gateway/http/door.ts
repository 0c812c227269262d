import type { IncomingMessage } from 'node:http'
import type { Asking } from '../../schema/access/decide.ts'
import type { GrantBook, RoleGrant } from '../../schema/access/grant.ts'
import type { Viewer } from '../../schema/access/viewer.ts'
import type { Clock } from '../../schema/clock.ts'
import type { Desk } from '../../subgraphs/_kit/desk.ts'
import type { ExchangeLog } from '../../subgraphs/_kit/exchange-log/exchange-log.ts'
import type { RateLimiter } from '../abuse/rate-limit.ts'
import type { SubjectBudget } from '../abuse/subject-budget.ts'
import type { RecordRules } from '../audit/exchange-record.ts'
import type { Graph } from '../graph.ts'
import type { SignedFor } from '../signed-answer/sign-answer.ts'

/** What stands between a request and the graph: who asks, how often, on what record. */
export interface Door {
  /** Null until the hub serves. */
  readonly graph: () => Graph | null
  readonly clock: Clock
  readonly identify: (request: IncomingMessage) => Promise<Viewer>
  /** Codes of `seed/law/purposes.csv`: any other matches no grant. */
  readonly purposes: ReadonlySet<string>
  readonly roles: readonly RoleGrant[]
  /** The grants under a lease in force; null: OPEN and LOOKUP only. */
  readonly book: () => GrantBook | null
  /** Waits, for a bounded time, until the grants are at least of this version; whether they are. */
  readonly catchUp: (version: number) => Promise<boolean>
  readonly rate: RateLimiter
  readonly budget: SubjectBudget
  /** Null where there is no database to log to: a foreign graph, of which nothing above LOOKUP is answered. */
  readonly log: () => ExchangeLog | null
  readonly records: RecordRules
  readonly desk: (asking: Asking) => Desk | null
  readonly sign: (body: string, signedFor: SignedFor) => string
}
