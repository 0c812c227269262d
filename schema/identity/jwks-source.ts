import type { TokenKey } from './key-set.ts'

/** Where the keys of the issuer are looked up; asked for every request. */
export interface JwksSource {
  /**
   * The key that bears this name now, or null where no set in force has it: a key that left the
   * set is refused at once, also for tokens that were verified before.
   */
  keyOf(kid: string): Promise<TokenKey | null>
}

/** What a source tells the operator: a sentence in both languages, without a key and without an address's secrets. */
export type TellOperator = (message: string) => void
