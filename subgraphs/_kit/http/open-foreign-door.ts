import { type Clock, provinceDate } from '../../../schema/clock.ts'
import { tooMuchToCarryOut } from '../../../schema/document/too-much.ts'
import { identify } from '../../../schema/identity/identify.ts'
import { openJwks } from '../../../schema/identity/open-jwks.ts'
import { openRevocations } from '../../../schema/identity/revocations.ts'
import type { IdentitySettings } from '../../../schema/identity/settings.ts'
import { purposeOf } from '../../../schema/identity/stated-purpose.ts'
import { openTokenVerifier } from '../../../schema/identity/token-verifier.ts'
import { demoKeys } from '../../../seed/demo/token-key.ts'
import { exemptionOf } from '../../../seed/law/exemptions.ts'
import { readPurposes } from '../../../seed/law/purposes.ts'
import { readRoles } from '../../../seed/law/roles.ts'
import type { ExchangeLog } from '../exchange-log/exchange-log.ts'
import { subjectKey, subjectMaster } from '../exchange-log/subject-key.ts'
import type { GrantStore } from '../grants/grant-store.ts'
import type { Subgraph, SubgraphOptions } from '../subgraph.ts'
import { foreignDoor } from './foreign-door.ts'
import type { Door } from './listen.ts'

export interface ForeignDoorParts {
  readonly tokens: IdentitySettings
  readonly dataDir: string
  readonly clock: Clock
  readonly subgraph: Subgraph
  readonly grants: GrantStore
  readonly log: ExchangeLog
  readonly say: (line: string) => void
  readonly report: SubgraphOptions['report']
}

/**
 * The door of a subgraph that callers reach with their own tokens: the same issuer, purposes, roles
 * and grants by which the hub's gateway judges, and a chain of the exchange log of its own.
 */
export async function openForeignDoor(parts: ForeignDoorParts): Promise<Door> {
  const { tokens, dataDir, clock, subgraph, grants, log, say, report } = parts
  const master = await subjectMaster(dataDir)
  const { issuer, audience, jwks } = tokens
  const verifier = openTokenVerifier({
    issuer,
    audience,
    keys: jwks === undefined ? await demoKeys(dataDir) : await openJwks(jwks, say),
    revoked: openRevocations(dataDir, say),
    // Tokens end by the machine's clock: a demo that stands still in time would accept them for ever.
    now: () => new Date(),
  })
  const roles = readRoles()
  const purposes = readPurposes()
  return foreignDoor({
    subgraph,
    identify: (request) => identify(request, verifier),
    askingOf(request, viewer) {
      const { given, code } = purposeOf(request)
      const known = code !== null && purposes.has(code) ? code : null
      return { viewer, purpose: { given, code: known }, book: grants.current(), roles, now: clock() }
    },
    dateOf: provinceDate,
    tooMuch: tooMuchToCarryOut,
    log,
    words: { subjectKey: (agency, personalId) => subjectKey(master, agency, personalId), exemptionOf },
    report: (failure) => report({ subgraph: subgraph.name, ...failure }),
  })
}
