import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { checkFile } from '../signed-answer/check-file.ts'

const help = `npm run answer:verify -- FILE [--keys jwks.json]

Kiểm tra chữ ký của một câu trả lời đã lưu, không cần mạng.
Verifies the signature of a saved answer, offline, and prints who asked, when, for what purpose,
and which record of the exchange log it is.

  FILE          the whole body of an answer that was asked with X-Signed-Answer: yes
  --keys FILE   a saved /.well-known/jwks.json; default: the keys in HUB_DATA_DIR

Ends 0 where the answer is signed so, 1 where it is not, 2 where nothing could be checked.`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { keys: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  const [file, ...more] = positionals
  if (values.help || file === undefined || more.length > 0) {
    process.stdout.write(`${help}\n`)
    return values.help ? 0 : 2
  }
  const dataDir = resolve(process.env.HUB_DATA_DIR || join(repositoryRoot, '.data'))
  const { exitCode, lines } = await checkFile(file, values.keys ?? null, dataDir)
  for (const line of lines) process.stdout.write(`${line}\n`)
  return exitCode
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : ''}\n\n${help}\n`)
    process.exitCode = 2
  },
)
