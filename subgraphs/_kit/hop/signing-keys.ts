import { limits } from '../../../schema/limits.ts'
import { changeKeyFile } from '../at-rest/key-file.ts'
import { audienceKey } from './audience-key.ts'
import { type HopKey, hopKeyPath, hopKeysOf, hopKeyText, newHopKey, readHopKeys } from './hop-key-file.ts'

export interface SigningKey {
  readonly kid: string
  readonly key: Buffer
}

/** The gateway's side of the keys: it makes them, signs with the newest and changes them in time. */
export interface SigningKeys {
  /** @throws the system's error where no key is left in force and none can be written */
  signing(audience: string): Promise<SigningKey>
}

export interface SigningKeysOptions {
  readonly dataDir: string
  /** The machine's clock, never a frozen one: keys end by it on both sides. */
  readonly now: () => Date
}

/**
 * Opens the keys of a data folder and makes the first one. A key signs for `limits.hopKeyLifeMs`;
 * then a new one is written beside it, and the former is accepted for `limits.hopKeyOverlapMs`.
 * @throws the system's error where the folder cannot be written
 */
export async function openSigningKeys({ dataDir, now }: SigningKeysOptions): Promise<SigningKeys> {
  let keys = await readHopKeys(dataDir)
  let changing: Promise<void> | null = null
  const derived = new Map<string, SigningKey>()
  const change = () => {
    changing ??= renewed(dataDir, now()).then((renewal) => {
      keys = renewal
      derived.clear()
    })
    return changing.finally(() => {
      changing = null
    })
  }
  if (isDue(keys, now())) await change()
  return {
    async signing(audience) {
      if (isDue(keys, now())) {
        const changed = change()
        // While a former key is accepted nobody waits for the new one, nor for a disk that is full.
        if (signingKey(keys, now())) changed.catch(() => {})
        else await changed
      }
      const { kid, secret } = signingKey(keys, now()) as HopKey
      const name = `${kid} ${audience}`
      const key = derived.get(name) ?? { kid, key: audienceKey(secret, audience) }
      derived.set(name, key)
      return key
    },
  }
}

/**
 * The keys with a new one at the end, without those that are over. One process at a time: another
 * may have made it, and a key that was written over would sign what nobody accepts.
 */
async function renewed(dataDir: string, now: Date): Promise<readonly HopKey[]> {
  let keys: readonly HopKey[] = []
  await changeKeyFile(hopKeyPath(dataDir), (text) => {
    const known = hopKeysOf(text)
    keys = isDue(known, now) ? [...known.filter((key) => leftMs(key, now) > 0), newHopKey(now)] : known
    return hopKeyText(keys)
  })
  return keys
}

/** True where no key is left that still signs for itself. */
function isDue(keys: readonly HopKey[], now: Date): boolean {
  return !keys.some((key) => leftMs(key, now) > limits.hopKeyOverlapMs)
}

/**
 * The newest key that has rested: a subgraph looks into the file at most so often, and has then
 * seen it. The newest at all where no other is in force.
 */
function signingKey(keys: readonly HopKey[], now: Date): HopKey | undefined {
  const inForce = keys.filter((key) => leftMs(key, now) > 0)
  const restedMs = limits.hopKeyLifeMs + limits.hopKeyOverlapMs - limits.hopKeyRestMs
  return inForce.findLast((key) => leftMs(key, now) <= restedMs) ?? inForce.at(-1)
}

function leftMs({ notAfter }: HopKey, now: Date): number {
  return Date.parse(notAfter) - now.getTime()
}
