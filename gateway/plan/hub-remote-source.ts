import type { GraphQLDataSource } from '@apollo/gateway'
import type { Route } from '../../schema/access/decide.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import { agencyUnavailable } from '../../schema/errors/agency-unavailable.ts'
import { answerSealHeader, isSealed } from '../../subgraphs/_kit/hop/answer-seal.ts'
import type { HopContext } from '../../subgraphs/_kit/hop/hop-context.ts'
import { hopHeader } from '../../subgraphs/_kit/hop/hop-token.ts'
import { signHop } from '../../subgraphs/_kit/hop/sign-hop.ts'
import type { SigningKeys } from '../../subgraphs/_kit/hop/signing-keys.ts'
import { type HopAnswer, type HopNotes, readHopAnswer } from '../../subgraphs/_kit/http/hop-answer.ts'
import { hopPath } from '../../subgraphs/_kit/http/hop-door.ts'
import type { Caller } from '../../subgraphs/_kit/request-scope.ts'
import { sealedPrefix } from '../../subgraphs/_kit/sealed-key.ts'
import type { Exchange } from '../exchange.ts'
import { askSource } from './ask-source.ts'
import type { HubContext } from './context.ts'
import { noteJoins, routeOf } from './fetch-facts.ts'

export interface HubRemoteSourceOptions {
  /** The subgraph's folder. */
  readonly name: string
  /** Its address as HUB_SUBGRAPHS states it. */
  readonly url: string
  readonly keys: SigningKeys
  /** The machine's clock, never a frozen one: tokens end by it. */
  readonly now: () => Date
  readonly rules: AccessRules
  /** Tells the operator. */
  readonly say: (line: string) => void
}

/**
 * One of the province's own subgraphs in another process: asked with a token for this request
 * alone, and believed only where it seals its answer to it. Everything else is AGENCY_UNAVAILABLE
 * since the first failure in a row.
 */
export function hubRemoteSource(options: HubRemoteSourceOptions): GraphQLDataSource<HubContext> {
  const { name, rules, now } = options
  const ask = asker(options)
  let missingSince: string | null = null
  return {
    async process(fetch) {
      const { query, variables, operationName } = fetch.request
      const { caller, exchange } = fetch.context as HubContext
      exchange.databases.add(name)
      noteJoins(variables, rules, exchange)
      const body = Buffer.from(JSON.stringify({ query, variables, operationName }))
      const answered = await ask(body, contextOf(caller, exchange, routeOf(fetch, exchange)))
      if (!answered || couldNotJudge(answered.notes, exchange)) {
        missingSince ??= now().toISOString()
        throw agencyUnavailable(name, missingSince)
      }
      missingSince = null
      noteGrants(exchange, answered.notes)
      noteReading(exchange, answered.notes)
      if (answered.sealedKeys) exchange.sealedKeys = true
      return answered.answer
    },
  }
}

function contextOf({ requestId, today }: Caller, { asking }: Exchange, route: Route): HopContext {
  const { viewer, purpose, book, now } = asking
  const grantVersion = book?.version ?? null
  return { requestId, today, now: now.toISOString(), viewer, purpose: purpose.code, grantVersion, route }
}

/** Without a lease it can answer nothing above LOOKUP, and its nulls would look like values that are not there. */
function couldNotJudge({ grantVersion }: HopNotes, { asking, judged }: Exchange): boolean {
  const needsGrants = judged !== null && judged.strictest !== 'OPEN' && judged.strictest !== 'LOOKUP'
  return needsGrants && asking.book !== null && grantVersion === null
}

/** A subgraph waits for grants as new as the gateway's, so another version is a newer one. */
function noteGrants(exchange: Exchange, { grantVersion }: HopNotes): void {
  const { book } = exchange.asking
  if (book && grantVersion !== null && grantVersion > book.version) exchange.newerGrants = grantVersion
}

/** What the subgraph noted of its reading, for the log: rows, and persons by their keyed hash. */
function noteReading({ notes, remoteSubjects }: Exchange, { rows, subjects }: HopNotes): void {
  notes.rows += rows
  for (const [key, coordinates] of subjects) {
    const known = remoteSubjects.get(key)
    if (!known) remoteSubjects.set(key, new Set(coordinates))
    else for (const coordinate of coordinates) known.add(coordinate)
  }
}

type Failure = 'NO_KEY' | 'NO_ANSWER' | 'REFUSED' | 'NOT_ITS_ANSWER'

type Answered = HopAnswer & { readonly sealedKeys: boolean }

function asker(options: HubRemoteSourceOptions): (body: Buffer, context: HopContext) => Promise<Answered | null> {
  const { name, keys, now, say } = options
  const url = `${options.url.replace(/\/+$/, '')}${hopPath}`
  let told: Failure | null = null
  const failed = (failure: Failure) => {
    // Once for each kind in a row: a subgraph that is down would fill the log with every request.
    if (failure !== told) say(`${name}: ${failures[failure]}`)
    told = failure
    return null
  }
  return async (body, context) => {
    const signing = await keys.signing(name).catch(() => null)
    if (!signing) return failed('NO_KEY')
    const outgoing = { audience: name, method: 'POST', path: hopPath, body, context, now: now() }
    const { token, nonce } = signHop(outgoing, signing)
    const answered = await askSource(url, body, { [hopHeader]: token })
    if (!answered) return failed('NO_ANSWER')
    if (answered.status === 401) return failed('REFUSED')
    const seal = answered.headers.get(answerSealHeader)
    const answer = isSealed(signing.key, nonce, answered.body, seal) ? readHopAnswer(answered.body.toString()) : null
    if (answered.status !== 200 || !answer) return failed('NOT_ITS_ANSWER')
    told = null
    return { ...answer, sealedKeys: answered.body.includes(sealedPrefix) }
  }
}

/** For the operator; no address, since a URL may hold what is not for everybody who reads the output. */
const failures: Readonly<Record<Failure, string>> = {
  NO_KEY:
    'không ghi được khóa ký yêu cầu — no key to sign with: the data folder cannot be written, see HUB_DATA_DIR and the disk',
  NO_ANSWER: 'không trả lời — does not answer at the address in HUB_SUBGRAPHS',
  REFUSED:
    'từ chối yêu cầu của nền tảng (401) — refuses the hub: give the subgraph the same HUB_DATA_DIR, and compare the clocks of both machines',
  NOT_ITS_ANSWER:
    'câu trả lời không phải của cơ sở dữ liệu này — what answers there is not this subgraph, or is another release',
}
