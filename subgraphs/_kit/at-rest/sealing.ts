import type { KeyRing } from './key-ring.ts'
import type { SensitivePath } from './sensitive-paths.ts'

/** What is sealed in one agency's database, and the keys for it. */
export interface AtRest {
  /** The collections that have sealed fields, by name. */
  readonly collections: readonly string[]
  /** The sealed fields of a collection; empty for most. */
  paths(collection: string): readonly SensitivePath[]
  /** @throws where the database was opened without keys */
  ring(): KeyRing
}
