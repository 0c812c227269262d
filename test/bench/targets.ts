import type { JudgeCost } from './judge-cost.ts'
import type { LogWriterRow } from './log-writer.ts'

/** A bound that the hub keeps to on a quiet machine, and what was measured. */
export interface Target {
  readonly what: string
  readonly mostMs: number
  readonly measuredMs: number
}

/** Of one judgement. */
const judgementMostMs = 0.08
/** Of one record of the log, in the hub and in MongoDB together. */
const recordMostMs = 0.25

/** What rules and log may cost at most, beside what they cost. */
export function targetsOf(judged: JudgeCost, written: LogWriterRow): Target[] {
  return [
    { what: 'judge, new document', mostMs: judgementMostMs, measuredMs: judged.newDocumentMs },
    { what: 'judge, known document', mostMs: judgementMostMs, measuredMs: judged.cachedMs },
    { what: 'one record of the log', mostMs: recordMostMs, measuredMs: written.cpuMs.node + written.cpuMs.mongod },
  ]
}
