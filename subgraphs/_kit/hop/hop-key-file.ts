import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../../schema/limits.ts'

/** A secret from which the keys of all subgraphs are derived, oldest first in the file. */
export interface HopKey {
  readonly kid: string
  /** 32 bytes, base64url. */
  readonly secret: string
  /** ISO instant from which nothing that it signed is accepted. */
  readonly notAfter: string
}

/** Where the gateway and its subgraphs find the keys: whoever reads this file may ask as anybody. */
export function hopKeyPath(dataDir: string): string {
  return join(dataDir, 'hop-keys.json')
}

/** The keys in the data folder; none where the file is missing or is not what the gateway writes. */
export async function readHopKeys(dataDir: string): Promise<readonly HopKey[]> {
  return hopKeysOf(await readFile(hopKeyPath(dataDir), 'utf8').catch(() => null))
}

/** The keys in the text of the file; none where there is no file, or another text. */
export function hopKeysOf(text: string | null): readonly HopKey[] {
  try {
    const { keys } = JSON.parse(text ?? '')
    return Array.isArray(keys) && keys.every(isHopKey) ? keys : []
  } catch {
    return []
  }
}

/** The file that holds these keys. */
export function hopKeyText(keys: readonly HopKey[]): string {
  return `${JSON.stringify({ keys }, null, 2)}\n`
}

/** A fresh key that is signed with from now on; it is accepted a while longer, for what is under way. */
export function newHopKey(now: Date): HopKey {
  return {
    kid: randomBytes(6).toString('hex'),
    secret: randomBytes(32).toString('base64url'),
    notAfter: new Date(now.getTime() + limits.hopKeyLifeMs + limits.hopKeyOverlapMs).toISOString(),
  }
}

function isHopKey(value: unknown): value is HopKey {
  const { kid, secret, notAfter } = (value ?? {}) as Partial<Record<keyof HopKey, unknown>>
  return (
    typeof kid === 'string' &&
    /^[\w-]{1,32}$/.test(kid) &&
    typeof secret === 'string' &&
    Buffer.from(secret, 'base64url').byteLength === 32 &&
    typeof notAfter === 'string' &&
    !Number.isNaN(Date.parse(notAfter))
  )
}
