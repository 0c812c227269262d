import { isForeign } from '../seed/load/marker.ts'
import type { Database } from '../subgraphs/_kit/database.ts'

/**
 * Lets a database that comes up after the start serve only if it is empty or bears the seed's
 * marker: this release answers every field to everybody, so it must never stand before real
 * records. During the start the seed itself looks, and refuses the start.
 */
export function admitDatabases(say: (line: string) => void): {
  admit(database: Database): true | Promise<boolean>
  /** From now on every new connection is looked at. */
  started(): void
} {
  let watching = false
  const told = new Set<string>()
  const look = async (database: Database) => {
    const foreign = await isForeign(database)
    if (foreign && !told.has(database.name)) {
      told.add(database.name)
      say(
        `${database.name}: có dữ liệu không do bộ sinh dữ liệu tạo ra, không phục vụ — holds data that the seed did not write and is not served`,
      )
    }
    return !foreign
  }
  return {
    admit: (database) => (watching ? look(database) : true),
    started() {
      watching = true
    },
  }
}
