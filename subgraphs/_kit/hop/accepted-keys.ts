import { limits } from '../../../schema/limits.ts'
import { audienceKey } from './audience-key.ts'
import { type HopKey, readHopKeys } from './hop-key-file.ts'

/** A subgraph's side of the keys: it reads what the gateway has written, and writes nothing. */
export interface AcceptedKeys {
  /** This subgraph's key of that name, or null where there is none in force. */
  find(kid: string): Promise<Buffer | null>
}

export interface AcceptedKeysOptions {
  readonly dataDir: string
  /** This subgraph's folder. */
  readonly audience: string
  readonly now: () => Date
}

/**
 * The keys that a subgraph accepts. It looks into the file again when it meets an unknown name, and
 * at most every `limits.hopKeyReadMs`: names can be made up by anybody.
 */
export function acceptedKeys({ dataDir, audience, now }: AcceptedKeysOptions): AcceptedKeys {
  let known = new Map<string, { readonly key: Buffer; readonly notAfterMs: number }>()
  let readAtMs: number | null = null
  let reading: Promise<void> | null = null
  const read = async () => {
    readAtMs = now().getTime()
    const keys = await readHopKeys(dataDir)
    known = new Map(keys.map((key) => [key.kid, accepted(key, audience)]))
  }
  const mayRead = () => readAtMs === null || Math.abs(now().getTime() - readAtMs) >= limits.hopKeyReadMs
  return {
    async find(kid) {
      if (!known.has(kid) && !reading && mayRead()) {
        reading = read().finally(() => {
          reading = null
        })
      }
      if (!known.has(kid)) await reading
      const found = known.get(kid)
      return found && now().getTime() < found.notAfterMs ? found.key : null
    },
  }
}

function accepted({ secret, notAfter }: HopKey, audience: string): { key: Buffer; notAfterMs: number } {
  return { key: audienceKey(secret, audience), notAfterMs: Date.parse(notAfter) }
}
