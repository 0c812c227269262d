import { ConfigError } from '../../../schema/config-error.ts'
import type { Database } from '../database.ts'
import { openValue, sealValue } from './seal-value.ts'

/** Beside the agency's own collections: what shows by which keys a database is sealed. No key is in it. */
export const keyCollection = 'hubKeys'

interface KeyCheck {
  readonly _id: 'check'
  /** Key id → a known text sealed by that key. */
  readonly texts: Readonly<Record<string, string>>
}

const place = { collection: keyCollection, field: 'texts', id: 'check' }
const known = 'provincial data hub'

/** Whether the keys of this process open what is sealed in the database; true where nothing is. */
export async function keysFit(database: Database): Promise<boolean> {
  if (database.atRest.collections.length === 0) return true
  const check = await checks(database).findOne({ _id: 'check' })
  const texts = Object.values(check?.texts ?? {})
  const ring = texts.length > 0 ? database.atRest.ring() : null
  return texts.every((text) => {
    try {
      return ring !== null && openValue(ring, place, text) === known
    } catch {
      return false
    }
  })
}

/** Notes by which keys the database is sealed from now on, durably and before anything is sealed by them. */
export async function writeKeyCheck(database: Database): Promise<void> {
  if (database.atRest.collections.length === 0) return
  const { byKid } = database.atRest.ring()
  const texts = Object.fromEntries([...byKid.values()].map((key) => [key.kid, sealValue(key, place, known)]))
  const durably = { upsert: true, writeConcern: { w: 'majority' as const, journal: true } }
  await checks(database).replaceOne({ _id: 'check' }, { texts }, durably)
}

/** @throws ConfigError with the ways out, for a database that other keys have sealed */
export async function requireKeysFit(database: Database): Promise<void> {
  if (await keysFit(database)) return
  throw new ConfigError(
    `Cơ sở dữ liệu ${database.name} được mã hóa bằng khóa khác với khóa trong data-keys.json. Hãy đặt lại tệp data-keys.json đã dùng khi nạp dữ liệu vào HUB_DATA_DIR. ` +
      `The database ${database.name} is sealed by other keys than those of data-keys.json. ` +
      'Put the data-keys.json with which it was filled into HUB_DATA_DIR, or set HUB_DATA_DIR to the folder that holds it. ' +
      'Synthetic data can be made anew: npm run seed.',
  )
}

function checks({ connection }: Database) {
  return connection.collection<KeyCheck>(keyCollection)
}
