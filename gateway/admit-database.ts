import { isForeign } from '../seed/load/marker.ts'
import { keysFit } from '../subgraphs/_kit/at-rest/key-check.ts'
import type { Database } from '../subgraphs/_kit/database.ts'

const foreign =
  'có dữ liệu không do bộ sinh dữ liệu tạo ra, không phục vụ — holds data that the seed did not write and is not served'
const otherKeys =
  'được mã hóa bằng khóa khác với data-keys.json, không phục vụ — is sealed by other keys than those of data-keys.json and is not served'

/**
 * Lets a database that comes up after the start serve in the demo only if it is empty or bears the
 * seed's marker, since everybody can take the demo's identities, and only if this hub's keys open
 * what is sealed in it. During the start the seed itself looks, and refuses the start.
 */
export function admitDatabases(say: (line: string) => void): {
  admit(database: Database): true | Promise<boolean>
  /** From now on every new connection is looked at. */
  started(): void
} {
  let watching = false
  const told = new Set<string>()
  const look = async (database: Database) => {
    const fault = (await isForeign(database)) ? foreign : (await keysFit(database)) ? null : otherKeys
    if (fault && !told.has(database.name)) {
      told.add(database.name)
      say(`${database.name}: ${fault}`)
    }
    return fault === null
  }
  return {
    admit: (database) => (watching ? look(database) : true),
    started() {
      watching = true
    },
  }
}
