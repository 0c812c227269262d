import { type Clock, provinceDate } from '../../../schema/clock.ts'
import { demoToken } from '../../../seed/demo/demo-token.ts'
import { demoGrants } from '../../../seed/demo/grants.ts'
import { demoIdentities } from '../../../seed/demo/identities.ts'
import { demoKeys } from '../../../seed/demo/token-key.ts'
import { readPurposes } from '../../../seed/law/purposes.ts'
import { type Config, isLoopback } from '../../config.ts'
import type { Bilingual } from './bilingual.ts'
import { type Population, servedSetting } from './served-setting.ts'

/** An identity of the demo that the page can ask as, with a token in force for `demoTokenMs`. */
export interface OfferedIdentity {
  readonly identity: string
  readonly title: Bilingual
  /** Codes of the purposes of its grants, its first grant's first; empty where it reads without one. */
  readonly purposes: readonly string[]
  readonly token: string
}

/** Whom the page can ask as, and for what. */
export interface OfferedCallers {
  /** Empty where tokens are not ours to give: the reader then brings one. */
  readonly identities: readonly OfferedIdentity[]
  readonly purposes: readonly { readonly code: string; readonly title: Bilingual }[]
}

type Settings = Pick<Config, 'mode' | 'jwks' | 'host' | 'dataDir' | 'issuer' | 'audience'>

/**
 * Whom the playground offers to ask as. Tokens are given on loopback and in the demo only: whoever
 * reaches the page could take any of them. The purposes are public (60/2021 Art. 11.4).
 * @param served the population of this hub; null where it serves none, as over a foreign graph
 */
export function offeredCallers(
  config: Settings,
  clock: Clock,
  served: () => Population | null,
): () => Promise<OfferedCallers> {
  const purposes = [...readPurposes().values()].map(({ code, name }) => ({ code, title: name }))
  const gives = config.mode === 'demo' && config.jwks === undefined && isLoopback(config.host)
  return async () => {
    const population = gives ? served() : null
    return { identities: population ? await identitiesOf(config, population, provinceDate(clock())) : [], purposes }
  }
}

async function identitiesOf(config: Settings, population: Population, today: string): Promise<OfferedIdentity[]> {
  const setting = await servedSetting(population, today)
  const keys = await demoKeys(config.dataDir)
  const grants = demoGrants(setting)
  return Promise.all(
    demoIdentities(setting).map(async (demo) => {
      const own = grants.filter(({ agency, app }) => agency === demo.agency && (app === null || app === demo.app))
      const purposes = own.map(({ purpose }) => purpose)
      return {
        identity: demo.identity,
        title: demo.description,
        purposes: [...new Set(demo.roles.includes('inspector') ? ['INSPECTION', ...purposes] : purposes)],
        // By the machine's clock, as tokens are verified.
        token: await demoToken(demo, config, keys, new Date()),
      }
    }),
  )
}
