import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** One data key of a database, split into the two that are used: one seals, the other makes nonces. */
export interface DataKey {
  readonly kid: string
  readonly cipher: KeyObject
  readonly nonce: KeyObject
}

/** The data keys of one database: one seals, all open. More than one only while they are rotated. */
export interface KeyRing {
  readonly current: DataKey
  readonly former: readonly DataKey[]
  readonly byKid: ReadonlyMap<string, DataKey>
}

/** Where the keys of each database come from. */
export interface DataKeys {
  /** @throws where the database has no key */
  ring(database: string): KeyRing
}

/** What `data-keys.json` holds for one database; each key is 32 secret bytes as base64. */
export interface StoredRing {
  readonly current: string
  readonly keys: Readonly<Record<string, string>>
}

/** The keys of one database, derived once. */
export function keyRing(stored: StoredRing): KeyRing {
  const keys = Object.entries(stored.keys).map(([kid, secret]) => dataKey(kid, Buffer.from(secret, 'base64')))
  const byKid = new Map(keys.map((key) => [key.kid, key]))
  const current = byKid.get(stored.current)
  if (!current) throw new Error('the current data key is not among the keys')
  return { current, former: keys.filter((key) => key !== current), byKid }
}

/** Two keys from one secret (HKDF, RFC 5869), so that a nonce never gives the sealing key away. */
function dataKey(kid: string, secret: Buffer): DataKey {
  const derived = (use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `hub ${use}`, 32)))
  return { kid, cipher: derived('seal'), nonce: derived('nonce') }
}
