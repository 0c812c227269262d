import type { Consent } from '../../../subgraphs/_kit/agency.ts'
import type { LintedSubgraph, LintInput } from '../rule.ts'

/**
 * The database that owns each entity: the one whose manifest says so (60/2021 Art. 4.1.b).
 * Of several that claim it the first by name; `entity-owner` refuses that state.
 */
export function ownersOf(input: LintInput): Map<string, LintedSubgraph> {
  const owners = new Map<string, LintedSubgraph>()
  for (const subgraph of input.subgraphs) {
    for (const entity of subgraph.agency.manifest.owns) {
      if (!owners.has(entity)) owners.set(entity, subgraph)
    }
  }
  return owners
}

/** How far an owner's manifest lets another database go: not at all, as all may, or by its name. */
export function consentOf(
  owner: LintedSubgraph,
  asker: LintedSubgraph,
  entity: string,
  allows: Consent['allows'],
): 'none' | 'all' | 'named' {
  const given = owner.agency.manifest.consents.filter((one) => one.entity === entity && one.allows === allows)
  if (given.some((one) => one.to === asker.name)) return 'named'
  return given.some((one) => one.to === '*') ? 'all' : 'none'
}

/** What the owner would have to write; the mend of a missing consent. */
export function consentMend(owner: string, to: string, entity: string, allows: Consent['allows']): string {
  const consent = `{ to: '${to}', entity: '${entity}', allows: '${allows}' }`
  return `ask ${owner} to consent in subgraphs/${owner}/agency.ts: ${consent}, or remove it`
}
