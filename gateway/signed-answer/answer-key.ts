import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint } from 'jose'
import { ConfigError } from '../../schema/config-error.ts'
import { secretFile } from '../../subgraphs/_kit/exchange-log/secret-file.ts'
import { writeWhole } from '../../subgraphs/_kit/write-whole.ts'

/** The public half of a key, as a JWK (RFC 8037). */
export interface AnswerPublicKey {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  /** `answer-` and the thumbprint of RFC 7638: no key of another use can bear it. */
  readonly kid: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

/** What signs the answers of one hub (60/2021 Art. 14.2.b). */
export interface AnswerKey {
  readonly kid: string
  readonly privateKey: KeyObject
}

/**
 * The Ed25519 key of `<dataDir>/answer.key` (a JWK, readable by its owner alone): made at the first
 * use and kept, so that an answer signed today is verified next year. Its public half is added to
 * `<dataDir>/answer-keys.json`, which keeps those of earlier keys: who removes `answer.key` for a new
 * one does not lose the answers that it signed.
 * @throws ConfigError where the file is there and is no such key; another one is never made over it
 */
export async function answerKey(dataDir: string): Promise<AnswerKey> {
  const read = readKey(await secretFile(join(dataDir, 'answer.key'), freshKey))
  if (!read) {
    throw new ConfigError(
      'answer.key không phải khóa Ed25519: hãy khôi phục tệp, hoặc xóa để tạo khóa mới. ' +
        'answer.key holds no Ed25519 key: restore the file, or remove it to have a new key made.',
    )
  }
  const { privateKey, x } = read
  const kid = `answer-${await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x })}`
  await keepPublic(dataDir, { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' })
  return { kid, privateKey }
}

/** The public halves of every key that ever signed here, the first one first; none before the first start. */
export async function answerPublicKeys(dataDir: string): Promise<readonly AnswerPublicKey[]> {
  const text = await textOf(join(dataDir, 'answer-keys.json'))
  return text === null ? [] : JSON.parse(text).keys
}

async function keepPublic(dataDir: string, key: AnswerPublicKey): Promise<void> {
  const known = await answerPublicKeys(dataDir)
  if (known.some(({ kid }) => kid === key.kid)) return
  await writeWhole(join(dataDir, 'answer-keys.json'), `${JSON.stringify({ keys: [...known, key] }, null, 2)}\n`)
}

function freshKey(): string {
  return `${JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))}\n`
}

/** Null where there is no file; one that cannot be read is an error, not a reason for a second key. */
async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function readKey(text: string): { privateKey: KeyObject; x: string } | null {
  try {
    const privateKey = createPrivateKey({ key: JSON.parse(text), format: 'jwk' })
    const { kty, crv, x } = privateKey.export({ format: 'jwk' })
    return kty === 'OKP' && crv === 'Ed25519' && x ? { privateKey, x } : null
  } catch {
    // The parser would repeat a piece of the file.
    return null
  }
}
