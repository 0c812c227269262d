import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway'
import type { Route } from '../../schema/access/decide.ts'
import { type AccessRules, ruleOf } from '../../schema/access/rules.ts'
import type { Exchange } from '../exchange.ts'

type Options = Pick<GraphQLDataSourceProcessOptions, 'kind'> & { readonly pathInIncomingRequest?: unknown }

/**
 * On which route the judge came to the records of a fetch, by the place in the caller's operation
 * to which the fetch belongs. The subgraph judges by it and cannot know it: it sees records only.
 */
export function routeOf(options: Options, { judged }: Pick<Exchange, 'judged'>): Route {
  const path = Array.isArray(options.pathInIncomingRequest) ? options.pathInIncomingRequest : []
  const keys = path.flatMap((step) => (typeof step === 'string' && step !== '@' ? [step.split('|')[0]] : []))
  return judged?.routes.get(keys.join('.')) ?? 'ANY'
}

/**
 * Notes what a fetch was given of records that it joins: keys, and what other fields are computed
 * from. The caller did not ask for it, and the log says so (Decree 47/2020 Art. 45).
 */
export function noteJoins(
  variables: Readonly<Record<string, unknown>> | undefined,
  rules: AccessRules,
  { causes }: Pick<Exchange, 'causes'>,
): void {
  const representations = variables?.representations
  if (!Array.isArray(representations)) return
  const [first] = representations as readonly { readonly __typename?: unknown }[]
  if (!first) return
  // One fetch asks the same of all its records, so the first tells of all.
  for (const field of Object.keys(first)) {
    if (field === '__typename') continue
    const rule = ruleOf(rules, String(first.__typename), field)
    ;(rule.isKey ? causes.key : causes.requires).add(rule.coordinate)
  }
}
