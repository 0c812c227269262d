import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { ConfigError } from '../../schema/config-error.ts'
import type { JwksSource } from '../../schema/identity/jwks-source.ts'
import { readKeySet } from '../../schema/identity/key-set.ts'
import { writeOnce } from '../../subgraphs/_kit/write-whole.ts'

/** The key of the demo's tokens: the hub and a split subgraph look it up, `npm run token` signs with it. */
export interface DemoKeys extends JwksSource {
  readonly kid: string
  readonly signingKey: CryptoKey
}

/**
 * The key in `<dataDir>/token.key` (an Ed25519 JWK, readable by its owner alone), made by whoever
 * comes first. Two that start at once use the same key: a file is put in its place whole or not at all.
 * @throws ConfigError where the file is there and holds no such key
 */
export async function demoKeys(dataDir: string): Promise<DemoKeys> {
  const path = join(dataDir, 'token.key')
  const text = (await readText(path)) ?? (await makeKey(path))
  try {
    const jwk = JSON.parse(text) as JWK
    const { d: _, ...published } = { ...jwk, kid: await calculateJwkThumbprint(jwk) }
    const signingKey = await importJWK(jwk, 'EdDSA')
    const keys = await readKeySet(JSON.stringify({ keys: [published] }))
    if (signingKey instanceof Uint8Array || signingKey.type !== 'private' || keys.size !== 1) throw unusable()
    return { kid: published.kid, signingKey, keyOf: async (kid) => keys.get(kid) ?? null }
  } catch {
    throw unusable()
  }
}

async function readText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

/** Where another was first, the other's key holds. */
async function makeKey(path: string): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeOnce(path, `${JSON.stringify(await exportJWK(privateKey))}\n`)
  return readFile(path, 'utf8')
}

function unusable(): ConfigError {
  return new ConfigError(
    'token.key: tệp khóa trong thư mục dữ liệu không dùng được. The file token.key in the data folder holds no Ed25519 key: remove it, a new one is made and tokens given out before end.',
  )
}
