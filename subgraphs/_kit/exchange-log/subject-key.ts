import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { secretFile } from './secret-file.ts'

const masterBytes = 32
/** Keys that one process keeps derived; there are some dozen agencies. */
const derivedMax = 1_000
const derived = new WeakMap<Buffer, Map<string | null, Buffer>>()

/**
 * The secret behind every subject's key: made at the first start, kept in `subject.key`, needed to tell
 * a person who read their data (Decree 47/2020 Art. 45; 60/2021 Art. 11.4).
 * @throws Error where the file is damaged: with another secret the log would know nobody any more
 */
export async function subjectMaster(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'subject.key')
  const text = await secretFile(path, () => randomBytes(masterBytes).toString('base64url'))
  const master = Buffer.from(text.trim(), 'base64url')
  if (master.byteLength === masterBytes) return master
  throw new Error(`${path}: khóa bị hỏng, hãy khôi phục từ bản sao — the key is damaged: restore it from a copy`)
}

/**
 * What the log writes instead of a personal id: 32 hexadecimal digits. Each agency's keys come from a
 * key of its own, so that the records of two agencies cannot be joined over a person without the master.
 * @param agency who asked; null: nobody with an agency
 */
export function subjectKey(master: Buffer, agency: string | null, personalId: string): string {
  return createHmac('sha256', agencyKey(master, agency)).update(personalId).digest('hex').slice(0, 32)
}

/** The keys that one person has in the records of these agencies, to find all that concerns them. */
export function subjectKeys(master: Buffer, agencies: readonly (string | null)[], personalId: string): string[] {
  return agencies.map((agency) => subjectKey(master, agency, personalId))
}

function agencyKey(master: Buffer, agency: string | null): Buffer {
  const keys = derived.get(master) ?? new Map<string | null, Buffer>()
  derived.set(master, keys)
  const known = keys.get(agency)
  if (known) return known
  // The first sign keeps "no agency" apart from every agency's code, the empty one included.
  const key = createHmac('sha256', master)
    .update(agency === null ? 'subject 0' : `subject 1${agency}`)
    .digest()
  if (keys.size >= derivedMax) keys.clear()
  keys.set(agency, key)
  return key
}
