import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../write-whole.ts'
import type { SigningKey } from './head.ts'
import { secretFile } from './secret-file.ts'

/** The public half of a key that signs heads, as a JWK. */
export interface LogPublicKey {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
}

/**
 * The key that signs the heads of the log: made at the first start, kept in `log.key`. Its public half is
 * added to `log-keys.json`, where all stay that ever signed. To change the key, move `log.key` away.
 * @throws Error where `log.key` is no such key: it is never replaced in silence
 */
export async function logSigningKey(dataDir: string): Promise<SigningKey> {
  const path = join(dataDir, 'log.key')
  const key = privateKey(await secretFile(path, freshKey))
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new Error(
      `${path}: không phải khóa Ed25519 của nhật ký — is no Ed25519 key of the log: put the right file back, or move it away for a new key`,
    )
  }
  const own = publicJwk(key)
  const known = await logPublicKeys(dataDir)
  if (!known.some(({ kid }) => kid === own.kid)) {
    await writeWhole(keysPath(dataDir), `${JSON.stringify({ keys: [...known, own] }, null, 2)}\n`)
  }
  return { kid: own.kid, key }
}

/** All public keys that ever signed heads on this data folder; none where no log was ever opened. */
export async function logPublicKeys(dataDir: string): Promise<LogPublicKey[]> {
  const text = await readFile(keysPath(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{"keys":[]}'
    throw error
  })
  return JSON.parse(text).keys
}

function keysPath(dataDir: string): string {
  return join(dataDir, 'log-keys.json')
}

function freshKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
}

function privateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}

/** The public half of a private key of the log; its name is its thumbprint (RFC 7638). */
export function publicJwk(key: KeyObject): LogPublicKey {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  // The required members in the order of their names, without white space.
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')
  return { kty: 'OKP', crv: 'Ed25519', x, kid }
}
