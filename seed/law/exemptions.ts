import { readLaw } from './read-law.ts'

/**
 * Purposes of which the subject of the data is not told, by the code of the legal exemption. The
 * exchange log names the exemption in each record that it covers, so that its use can be inspected.
 */
const byPurpose: ReadonlyMap<string, string> = new Map(
  readLaw('exemptions').map(({ purpose = '', code = '' }) => [purpose, code]),
)

/** The exemption that covers a purpose; null: the subject is told. */
export function exemptionOf(purpose: string | null): string | null {
  return purpose === null ? null : (byPurpose.get(purpose) ?? null)
}
