import type { IncomingMessage, ServerResponse } from 'node:http'
import { provinceDate } from '../../schema/clock.ts'
import { type ErrorCode, errorCatalogue } from '../../schema/errors/catalogue.ts'
import { headerValues } from '../../schema/identity/header-values.ts'
import { limits } from '../../schema/limits.ts'
import type { Receipt } from '../../subgraphs/_kit/exchange-log/record.ts'
import { errorBody, respond } from '../../subgraphs/_kit/http/respond.ts'
import { exchangeRecord } from '../audit/exchange-record.ts'
import { type Exchange, type Subjects, subjectsOf } from '../exchange.ts'
import type { Door } from './door.ts'

/** An answer that is ready and has not left. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What ended the request as a whole, if anything did. */
  readonly code: ErrorCode | null
}

/** A refusal of the whole request, in the form of a GraphQL error. */
export function refusal(code: ErrorCode, headers: Readonly<Record<string, string>> = {}): Answer {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  return { status: errorCatalogue[code].httpStatus, headers: { ...type, ...headers }, body: errorBody(code), code }
}

interface Leaving {
  readonly door: Door
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly exchange: Exchange
  readonly answer: Answer
  readonly started: number
}

/**
 * The last steps: the budget of subjects, the record, the signature, and only then the answer.
 * No log, no data: above OPEN the answer waits until its record is durable, and is withheld where
 * it cannot be written (Decree 47/2020 Art. 45).
 */
export async function leave(leaving: Leaving): Promise<void> {
  const { door, request, response, exchange } = leaving
  // Once for budget and record: each person costs a keyed hash.
  const subjects = subjectsOf(exchange, door.records.subjectKey)
  const answer = withinBudget(door, exchange, subjects) ? leaving.answer : refusal('SUBJECT_BUDGET_EXCEEDED')
  const ended = answer.code ?? exchange.outcome.code
  exchange.outcome = {
    ...exchange.outcome,
    code: ended,
    answered: exchange.outcome.answered && answer === leaving.answer,
  }
  const wantsSignature = headerValues(request, 'x-signed-answer').includes('yes')
  const receipt = await recorded(leaving, answer, subjects, wantsSignature)
  // A signed answer names its record; without one there is nothing to sign.
  if (receipt === 'withheld' || (wantsSignature && receipt === null)) {
    return send(response, refusal('LOG_UNAVAILABLE', { 'retry-after': '5' }), null)
  }
  const { asking } = exchange
  const signed =
    wantsSignature && receipt && isGraphAnswer(answer)
      ? door.sign(answer.body, {
          time: exchange.begun.toISOString(),
          identity: asking.viewer.identity,
          purpose: asking.purpose.code,
          record: receipt.text,
        })
      : answer.body
  send(response, { ...answer, body: signed }, receipt)
}

function isGraphAnswer({ status, code }: Answer): boolean {
  return status === 200 && code === null
}

/** Distinct persons of an agency, purpose and day; the answer that would go beyond is not given. */
function withinBudget({ budget }: Door, { asking, outcome }: Exchange, subjects: Subjects): boolean {
  if (!outcome.answered || subjects.size === 0) return true
  const { identity, agency } = asking.viewer
  // Strangers read what is open and look up record by record; one account for all of them would be anybody's to spend.
  if (identity === null) return true
  return budget.charge({ agency, identity, purpose: asking.purpose.code }, provinceDate(asking.now), [
    ...subjects.keys(),
  ])
}

/** The receipt; null where an open answer need not wait for it; `withheld` where there is none and must be. */
async function recorded(
  { door, exchange, started }: Leaving,
  answer: Answer,
  subjects: Subjects,
  signed: boolean,
): Promise<Receipt | 'withheld' | null> {
  const log = door.log()
  if (!log) return null
  const { judged, outcome } = exchange
  // A signed answer names its record, so it waits for it, open or not.
  const mustLast = outcome.answered && judged !== null && (signed || judged.strictest !== 'OPEN')
  const record = exchangeRecord(
    exchange,
    {
      httpStatus: answer.status,
      bytes: Buffer.byteLength(answer.body),
      durationMs: Math.round((performance.now() - started) * 1_000) / 1_000,
    },
    { subjects, exemptionOf: door.records.exemptionOf },
  )
  const appended = log.append(record, { mustLast })
  if (mustLast) return appended.catch(() => 'withheld' as const)
  return log.ready() ? Promise.race([appended.catch(() => null), soon()]) : null
}

/** Open data do not wait long for their record; it follows when the database is back. */
function soon(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, limits.openAnswerWaitMs, null).unref())
}

function send(response: ServerResponse, { status, headers, body }: Answer, receipt: Receipt | null): void {
  respond(response, status, { ...headers, ...(receipt ? { 'x-log-head': receipt.text } : {}) }, body)
}
