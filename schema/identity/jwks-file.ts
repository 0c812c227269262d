import { readFile } from 'node:fs/promises'
import { ConfigError } from '../config-error.ts'
import { fileStamp } from './file-stamp.ts'
import type { JwksSource, TellOperator } from './jwks-source.ts'
import { type KeySet, readKeySet } from './key-set.ts'

const none: KeySet = new Map()

const unread =
  'HUB_JWKS: không đọc được tệp khóa, không mã truy cập nào được chấp nhận — the key file cannot be read, so that no token is accepted'

/**
 * Keys from a file, read again when it changes. A file that is gone or is no key set any more
 * accepts nobody: the operator who takes the keys away means it (write a new set aside and rename it).
 * @throws ConfigError where the file holds no usable key at the start; it names the fault, never a key
 */
export async function jwksFile(path: string, tell: TellOperator): Promise<JwksSource> {
  let read = { stamp: fileStamp(path), keys: Promise.resolve(await firstSet(path)) }
  const again = () =>
    setOf(path).catch(() => {
      tell(unread)
      return none
    })
  return {
    async keyOf(kid) {
      const stamp = fileStamp(path)
      // The stamp is taken before the file is read: a change in between is seen the next time.
      if (stamp !== read.stamp) read = { stamp, keys: again() }
      return (await read.keys).get(kid) ?? null
    },
  }
}

async function firstSet(path: string): Promise<KeySet> {
  const keys = await setOf(path).catch((error: Error) => error.message)
  if (typeof keys !== 'string' && keys.size > 0) return keys
  const fault = typeof keys === 'string' ? keys : 'it holds no Ed25519 or P-256 key with a name of its own'
  throw new ConfigError(
    `HUB_JWKS: không dùng được tệp khóa. The file of HUB_JWKS cannot be used (${fault}); it takes a JWKS of public keys, each with a kid.`,
  )
}

async function setOf(path: string): Promise<KeySet> {
  return readKeySet(await readFile(path, 'utf8'))
}
