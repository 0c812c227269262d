import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { IdentitySettings } from '../../schema/identity/settings.ts'
import { limits } from '../../schema/limits.ts'
import type { DemoIdentity } from './identities.ts'
import type { DemoKeys } from './token-key.ts'

/** An access token of a demo identity, in force for `demoTokenMs` from this instant; no two are equal. */
export async function demoToken(
  identity: DemoIdentity,
  { issuer, audience }: Pick<IdentitySettings, 'issuer' | 'audience'>,
  keys: DemoKeys,
  now: Date,
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000)
  return new SignJWT(claimsOf(identity))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: keys.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(identity.identity)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + limits.demoTokenMs / 1000)
    .sign(keys.signingKey)
}

/** Only what the identity has: an absent claim and an empty one are not the same to a reader. */
function claimsOf({ agency, app, databases, roles, personalId, taxCode }: DemoIdentity): Record<string, unknown> {
  const claims = { agency, app, databases, roles, personal_id: personalId, tax_code: taxCode }
  return Object.fromEntries(
    Object.entries(claims).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  )
}
