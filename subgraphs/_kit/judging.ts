import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql'
import { accessCache } from '../../schema/access/access-cache.ts'
import type { Asking, Route } from '../../schema/access/decide.ts'
import { fieldsGiven } from '../../schema/access/filters.ts'
import { type Judged, judge, type Layer } from '../../schema/access/judge.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import { anonymous } from '../../schema/access/viewer.ts'
import { limits } from '../../schema/limits.ts'
import type { Caller } from './request-scope.ts'

/** A fetch that does not say who asks is judged as a stranger's, without a single grant. */
const nobody: Asking = {
  viewer: anonymous,
  purpose: { given: false, code: null },
  book: null,
  roles: [],
  now: new Date(0),
}

interface Fetch {
  readonly query: string
  readonly document: DocumentNode
  readonly operationName?: string | undefined
  readonly variables: Readonly<Record<string, unknown>>
  readonly caller: Caller
  readonly route: Route
}

/**
 * The second judgement: a subgraph judges what it is asked by the same judge from the same rules,
 * and believes nothing of what the gateway may have decided. Kept for each document, decision set
 * and route. Null where the document holds no such operation.
 */
export function judging(rules: AccessRules, layer: Layer): (fetch: Fetch) => Judged | null {
  const accessOf = accessCache(limits.cachedCallers)
  const kept = new Map<string, Judged>()
  return ({ query, document, operationName, variables, caller, route }) => {
    const operation: OperationDefinitionNode | null | undefined = getOperationAST(document, operationName)
    if (!operation) return null
    const access = accessOf(caller.asking ?? nobody)
    const given = fieldsGiven(rules, operation, variables)
    const name = `${route}\n${operationName ?? ''}\n${given}\n${access.key}\n${query}`
    const known = kept.get(name)
    if (known) return known
    const judged = judge({ rules, access, document, operation, variables, layer, route })
    if (kept.size >= limits.cachedDecisions) kept.delete(kept.keys().next().value as string)
    kept.set(name, judged)
    return judged
  }
}
