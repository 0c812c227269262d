import { readRules } from '../../schema/access/read-rules.ts'
import type { AccessRules } from '../../schema/access/rules.ts'
import type { LoadedAgency } from './agency.ts'

/**
 * The rules of the whole province, which the gateway and every subgraph judge by. The master of an
 * entity is what its owner's manifest says (60/2021 Art. 4.1.b).
 * @throws where the supergraph carries no rules: nothing may then be served
 */
export function provinceRules(supergraph: string, agencies: readonly Pick<LoadedAgency, 'manifest'>[]): AccessRules {
  const owners = agencies.flatMap(({ manifest }) => manifest.owns.map((entity) => [entity, manifest.database] as const))
  const rules = readRules(supergraph, Object.fromEntries(owners))
  if (rules) return rules
  throw new Error('the supergraph carries no @access: run npm run compose')
}
