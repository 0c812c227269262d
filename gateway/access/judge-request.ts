import { createHash } from 'node:crypto'
import type { DocumentNode, OperationDefinitionNode } from 'graphql'
import { accessCache } from '../../schema/access/access-cache.ts'
import type { Asking } from '../../schema/access/decide.ts'
import { fieldsGiven } from '../../schema/access/filters.ts'
import { type Judged, judge } from '../../schema/access/judge.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import { limits } from '../../schema/limits.ts'

interface Request {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** Apollo Server's hash of the document's text. */
  readonly queryHash: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
  readonly asking: Asking
}

/** A judged operation, and the hash under which its plan is kept. */
export interface JudgedRequest {
  readonly judged: Judged
  readonly queryHash: string
}

/**
 * The first judgement, before planning. A rewritten document has a hash of its own: a plan that
 * was made for what somebody else may read is never used for it. Kept for each document,
 * operation, decision set and set of fields that variables filter by.
 */
export function judgeRequests(rules: AccessRules): (request: Request) => JudgedRequest {
  const accessOf = accessCache(limits.cachedCallers)
  const kept = new Map<string, JudgedRequest>()
  return ({ document, operation, queryHash, operationName, variables, asking }) => {
    const access = accessOf(asking)
    const given = fieldsGiven(rules, operation, variables)
    const name = `${queryHash}\n${operationName ?? ''}\n${given}\n${access.key}`
    const known = kept.get(name)
    if (known) return known
    const judged = judge({ rules, access, document, operation, variables, layer: 'gateway' })
    const made = { judged, queryHash: judged.changed ? hashOf(queryHash, operationName, judged) : queryHash }
    if (kept.size >= limits.cachedDecisions) kept.delete(kept.keys().next().value as string)
    kept.set(name, made)
    return made
  }
}

/** What was cut, and where, determines the rewritten document once the caller's is known. */
function hashOf(queryHash: string, operationName: string | null, { cuts }: Judged): string {
  return createHash('sha256')
    .update(JSON.stringify([queryHash, operationName, cuts]))
    .digest('hex')
}
