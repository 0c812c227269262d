import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import type { Grant } from '../../schema/access/grant.ts'
import { readRules } from '../../schema/access/read-rules.ts'
import { identitySettings } from '../../schema/identity/settings.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { demoKeys } from '../../seed/demo/token-key.ts'
import { readRunFile } from '../../subgraphs/_kit/data-folder.ts'
import { openGrantDesk } from '../../subgraphs/_kit/grants/grant-desk.ts'

/** The purpose for which `reader` reads. */
export const readerPurpose = 'OFFICIAL_STATISTICS'

/** Claims of a token beside the ones that every token has. */
export interface TestClaims {
  readonly sub: string
  readonly agency?: string
  readonly app?: string
  readonly databases?: readonly string[]
  readonly roles?: readonly string[]
  readonly personal_id?: string
  readonly tax_code?: string
}

/** An agency of tests alone, which may read every coordinate of every record. */
export const reader: TestClaims = { sub: 'reader', agency: 'TEST-READER' }

/** A token of the demo's issuer for whatever identity a test needs. */
export async function tokenFor({ sub, ...claims }: TestClaims, dataDir: string): Promise<string> {
  const { kid, signingKey } = await demoKeys(dataDir)
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
    .setIssuer(identitySettings({}, 'demo').issuer)
    .setAudience(identitySettings({}, 'demo').audience)
    .setSubject(sub)
    .setJti(`${sub}-${Math.random()}`)
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(signingKey)
}

/** Every coordinate above OPEN, in the order of the supergraph. */
export function closedCoordinates(
  supergraph = readFileSync(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8'),
): string[] {
  const types = readRules(supergraph, {})?.types ?? new Map()
  const rules = [...types.values()].flatMap(({ fields }) => [...fields.values()])
  return rules.filter((rule) => rule.class !== 'OPEN').map((rule) => rule.coordinate)
}

/** A grant of `reader`; what a test changes of it makes it another one. */
export function grantOf(changes: Partial<Grant> = {}): Grant {
  return {
    id: 'reader',
    version: 1,
    agency: String(reader.agency),
    app: null,
    mode: 'SPECIAL',
    service: 'register/Person',
    coordinates: closedCoordinates(),
    purpose: readerPurpose,
    legalBasis: 'Nghị định 47/2020/NĐ-CP Điều 36',
    territory: null,
    subjects: null,
    validFrom: '2020-01-01T00:00:00+07:00',
    validTo: '2040-01-01T00:00:00+07:00',
    state: 'ACTIVE',
    suspension: null,
    ...changes,
  }
}

/**
 * The headers of `reader` for a hub that runs as a process on this data folder.
 * @param supergraph text of the one that it serves, where it is not the committed one
 */
export async function readerHeaders(dataDir: string, supergraph?: string): Promise<Record<string, string>> {
  const run = await readRunFile(dataDir)
  if (!run) throw new Error(`no hub runs on ${dataDir}`)
  await giveGrants(run.mongodbUri, [grantOf({ coordinates: closedCoordinates(supergraph) })])
  return { authorization: `Bearer ${await tokenFor(reader, dataDir)}`, 'x-purpose': readerPurpose }
}

/** Puts grants into the store of a database, as the command does, and waits for their acknowledgement. */
export async function giveGrants(uri: string, grants: readonly Grant[]): Promise<void> {
  const desk = openGrantDesk({ uri, now: () => new Date() })
  try {
    const { stored } = await desk.list()
    const known = new Set(
      stored.map((one) => (one as { id?: unknown; _id?: unknown }).id ?? (one as { _id?: unknown })._id),
    )
    const missing = grants.filter(({ id }) => !known.has(id))
    if (missing.length > 0) await desk.put(missing, 'test')
  } finally {
    await desk.close()
  }
}
