import { readFile } from 'node:fs/promises'
import { answerPublicKeys } from './answer-key.ts'
import { type Fault, type Stated, verifyAnswer } from './verify-answer.ts'

/** What to print, and how the command ends: 0 signed, 1 not signed so, 2 nothing could be checked. */
export interface CheckedFile {
  readonly exitCode: 0 | 1 | 2
  readonly lines: readonly string[]
}

const faults: Readonly<Record<Fault, string>> = {
  NO_JSON: 'tệp không phải văn bản JSON trong UTF-8 — the file is no JSON text in UTF-8',
  AMBIGUOUS_JSON:
    'tệp có thể được đọc theo nhiều cách (tên lặp lại, số quá nhiều chữ số, ký tự không trọn vẹn) — ' +
    'readers may take the file for different values (a name twice, a number too long, half a character)',
  NO_SIGNATURE:
    'câu trả lời không mang chữ ký đúng dạng; hãy gửi lại yêu cầu với X-Signed-Answer: yes — ' +
    'the answer bears no whole signature; ask again with X-Signed-Answer: yes',
  UNKNOWN_KEY:
    'không có khóa công khai này trong tập khóa; lấy khóa ở /.well-known/jwks.json của nền tảng và dùng --keys — ' +
    'its public key is not in the set; fetch the hub’s /.well-known/jwks.json and give it with --keys',
  WRONG_SIGNATURE:
    'nội dung không phải nội dung đã ký, hoặc do khóa khác ký — the content is not what was signed, or another key signed it',
}

/**
 * Checks a saved answer for `npm run answer:verify`, without network and without a running hub.
 * @param file a path: the whole body of an answer
 * @param keys a path of a JWK set; null: the keys of the hub whose data folder is `dataDir`
 */
export async function checkFile(file: string, keys: string | null, dataDir: string): Promise<CheckedFile> {
  const body = await readFile(file).catch(() => null)
  if (!body) return unchecked(`Không đọc được tệp ${file} — The file ${file} cannot be read`)
  const set = await readKeys(keys, dataDir)
  if (!set) {
    const where = keys ?? dataDir
    return unchecked(
      `Không tìm thấy khóa công khai ở ${where}; dùng --keys với nội dung của /.well-known/jwks.json — ` +
        `No public keys at ${where}; use --keys with what /.well-known/jwks.json answers`,
    )
  }
  const verdict = verifyAnswer(body, { keys: set })
  if (verdict.valid) return { exitCode: 0, lines: ['HỢP LỆ — VALID', ...describe(verdict.stated)] }
  return { exitCode: 1, lines: ['KHÔNG HỢP LỆ — NOT VALID', `  ${faults[verdict.fault]}`] }
}

function unchecked(line: string): CheckedFile {
  return { exitCode: 2, lines: [line] }
}

async function readKeys(keys: string | null, dataDir: string): Promise<readonly unknown[] | null> {
  try {
    const set = keys === null ? await answerPublicKeys(dataDir) : JSON.parse(await readFile(keys, 'utf8')).keys
    return Array.isArray(set) && set.length > 0 ? set : null
  } catch {
    return null
  }
}

/** One line for each thing that the signature states; what came from a token is quoted, so that it stays one line. */
function describe({ time, identity, purpose, record, kid }: Stated): string[] {
  const said = (value: string | null, none: string) => (value === null ? none : JSON.stringify(value))
  return [
    `  thời điểm — time: ${said(time, '')}`,
    `  người hỏi — asked by: ${said(identity, 'không có mã truy cập — anybody without a token')}`,
    `  mục đích — purpose: ${said(purpose, 'không nêu — none stated')}`,
    `  bản ghi nhật ký — record of the log: ${said(record, 'không có — none')}`,
    `  khóa — key: ${said(kid, '')}`,
  ]
}
