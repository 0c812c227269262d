import type { Clock } from '../schema/clock.ts'
import { identify } from '../schema/identity/identify.ts'
import { openRevocations } from '../schema/identity/revocations.ts'
import { openTokenVerifier } from '../schema/identity/token-verifier.ts'
import { exemptionOf } from '../seed/law/exemptions.ts'
import { readPurposes } from '../seed/law/purposes.ts'
import { readRoles } from '../seed/law/roles.ts'
import type { ExchangeLog } from '../subgraphs/_kit/exchange-log/exchange-log.ts'
import { subjectKey, subjectMaster } from '../subgraphs/_kit/exchange-log/subject-key.ts'
import type { GrantStore } from '../subgraphs/_kit/grants/grant-store.ts'
import { type RateLimiter, rateLimiter } from './abuse/rate-limit.ts'
import { type SubjectBudget, subjectBudget } from './abuse/subject-budget.ts'
import type { Config } from './config.ts'
import { type DeskParts, deskOf } from './desk.ts'
import type { Graph } from './graph.ts'
import type { Door } from './http/door.ts'
import { answerKey } from './signed-answer/answer-key.ts'
import { signAnswer } from './signed-answer/sign-answer.ts'
import { tokenKeys } from './token-keys.ts'

/** What opens after the door does, and closes before it. */
export interface Behind {
  readonly rate: RateLimiter
  readonly budget: SubjectBudget
  graph: Graph | null
  grants: GrantStore | null
  log: ExchangeLog | null
  desk: DeskParts | null
}

/** Nothing is open yet: what is counted and what is remembered begins here. */
export function nothingBehind({ ratePerSecond, subjectsPerDay }: Config): Behind {
  return {
    rate: rateLimiter({ perSecond: ratePerSecond }),
    budget: subjectBudget({ perDay: subjectsPerDay }),
    graph: null,
    grants: null,
    log: null,
    desk: null,
  }
}

/** Opens what stands before the graph. What lies behind may come later: until then nothing is answered from it. */
export async function openDoor(
  config: Config,
  clock: Clock,
  behind: Behind,
  say: (line: string) => void,
): Promise<Door> {
  const { issuer, audience, dataDir } = config
  const master = await subjectMaster(dataDir)
  const key = await answerKey(dataDir)
  // Tokens end by the machine's clock: a demo that stands still in time would accept them for ever.
  const verifier = openTokenVerifier({
    issuer,
    audience,
    keys: await tokenKeys(config, say),
    revoked: openRevocations(dataDir, say),
    now: () => new Date(),
  })
  return {
    graph: () => behind.graph,
    clock,
    identify: (request) => identify(request, verifier),
    purposes: new Set(readPurposes().keys()),
    roles: readRoles(),
    book: () => behind.grants?.current() ?? null,
    catchUp: async (version) => (await behind.grants?.atLeast(version)) ?? false,
    rate: behind.rate,
    budget: behind.budget,
    log: () => behind.log,
    records: { subjectKey: (agency, personalId) => subjectKey(master, agency, personalId), exemptionOf },
    desk: (asking) => behind.desk && deskOf(asking, behind.desk, behind.graph),
    sign: (body, signedFor) => signAnswer(body, signedFor, key),
  }
}
