import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../../../schema/config-error.ts'
import { limits } from '../../../schema/limits.ts'
import { changeKeyFile } from './key-file.ts'
import { type DataKeys, type KeyRing, keyRing, type StoredRing } from './key-ring.ts'

/** The keys of every database, as `data-keys.json` holds them. */
export type StoredKeyRings = Readonly<Record<string, StoredRing>>

/** The data keys of a data folder, which can be renewed. */
export interface KeptDataKeys extends DataKeys {
  /** Gives a database a new current key beside its former ones, durably. Idle while a former one is there. */
  renew(database: string): Promise<void>
  /** Forgets the former keys of a database, when nothing is sealed by them any more. */
  dropFormer(database: string): Promise<void>
}

/** Where the keys lie in a data folder. A production hub is given the file; it is made at the first start otherwise. */
export function dataKeysPath(dataDir: string): string {
  return join(dataDir, 'data-keys.json')
}

/**
 * Opens the data keys of a folder and makes those that are missing for `databases`. A change by
 * another process (a rotation) is noticed within `limits.dataKeysCheckMs`.
 * @throws ConfigError for a file that holds no keys: it is never overwritten, since what it
 * sealed could not be opened again
 */
export async function openDataKeys(dataDir: string, databases: readonly string[]): Promise<KeptDataKeys> {
  const path = dataKeysPath(dataDir)
  const change = (edit: (rings: StoredKeyRings) => StoredKeyRings) =>
    changeKeyFile(path, (text) => edited(path, text, edit))
  const missing = (rings: StoredKeyRings) => databases.filter((database) => !Object.hasOwn(rings, database))
  if (missing(readRings(path)).length > 0) {
    await change((rings) => ({ ...rings, ...Object.fromEntries(missing(rings).map((name) => [name, freshRing()])) }))
  }
  const watched = watchedRings(path)
  return {
    ring: (database) => watched.ring(database),
    async renew(database) {
      await change((rings) => ({ ...rings, [database]: renewed(rings[database]) }))
      watched.readAgain()
    },
    async dropFormer(database) {
      await change((rings) => ({ ...rings, [database]: currentOnly(rings[database]) }))
      watched.readAgain()
    },
  }
}

/** Data keys that do not change, from what a file would hold. */
export function fixedDataKeys(rings: StoredKeyRings): DataKeys {
  const made = new Map(Object.entries(rings).map(([database, stored]) => [database, keyRing(stored)]))
  return { ring: (database) => made.get(database) ?? missingRing(database) }
}

function watchedRings(path: string): DataKeys & { readAgain(): void } {
  let keys = fixedDataKeys(readRings(path))
  let seen = stampOf(path)
  let lookedAt = performance.now()
  const readAgain = () => {
    lookedAt = performance.now()
    const stamp = stampOf(path)
    if (stamp === seen || stamp === null) return
    try {
      keys = fixedDataKeys(readRings(path))
      seen = stamp
    } catch {
      // A file that cannot be read now held keys before: those go on serving.
    }
  }
  return {
    readAgain,
    ring(database): KeyRing {
      if (performance.now() - lookedAt >= limits.dataKeysCheckMs) readAgain()
      return keys.ring(database)
    },
  }
}

function stampOf(path: string): string | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat ? `${stat.ino} ${stat.mtimeNs} ${stat.size}` : null
}

function readRings(path: string): StoredKeyRings {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw unusable(path)
  }
  return parseRings(path, text)
}

function edited(path: string, text: string | null, edit: (rings: StoredKeyRings) => StoredKeyRings): string {
  return `${JSON.stringify(edit(text === null ? {} : parseRings(path, text)), null, 2)}\n`
}

/** The parser's own error would repeat the file, and keys with it. */
function parseRings(path: string, text: string): StoredKeyRings {
  try {
    const rings: unknown = JSON.parse(text)
    if (typeof rings !== 'object' || rings === null || !Object.values(rings).every(isRing)) throw unusable(path)
    return rings as StoredKeyRings
  } catch {
    throw unusable(path)
  }
}

function isRing(value: unknown): boolean {
  const { current, keys } = (value ?? {}) as { current?: unknown; keys?: unknown }
  if (typeof current !== 'string' || typeof keys !== 'object' || keys === null || !Object.hasOwn(keys, current))
    return false
  return Object.entries(keys).every(
    ([kid, secret]) =>
      /^[0-9a-z]{1,32}$/.test(kid) &&
      typeof secret === 'string' &&
      Buffer.from(secret, 'base64').byteLength === keyBytes,
  )
}

const keyBytes = 32

function freshRing(): StoredRing {
  const kid = randomBytes(4).toString('hex')
  return { current: kid, keys: { [kid]: randomBytes(keyBytes).toString('base64') } }
}

function renewed(ring: StoredRing | undefined): StoredRing {
  if (!ring) return freshRing()
  if (Object.keys(ring.keys).length > 1) return ring
  const { current, keys } = freshRing()
  return { current, keys: { ...ring.keys, ...keys } }
}

function currentOnly(ring: StoredRing | undefined): StoredRing {
  if (!ring) return freshRing()
  return { current: ring.current, keys: { [ring.current]: ring.keys[ring.current] as string } }
}

function missingRing(database: string): never {
  throw new Error(`there is no data key for the database ${database}`)
}

function unusable(path: string): ConfigError {
  return new ConfigError(
    `${path}: tệp khóa dữ liệu không đọc được. Hãy khôi phục tệp từ bản sao lưu; dữ liệu đã mã hóa không thể mở bằng khóa khác. ` +
      'The file of data keys cannot be read. Restore it from its copy: what is sealed opens with no other keys. ' +
      'If the databases hold synthetic data only, move the file away and run npm run seed.',
  )
}
