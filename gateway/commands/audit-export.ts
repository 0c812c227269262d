import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { headsFilePath, readHeadsFile } from '../../subgraphs/_kit/exchange-log/heads-file.ts'
import { openLogChains } from '../../subgraphs/_kit/exchange-log/read-chains.ts'
import { logPublicKeys } from '../../subgraphs/_kit/exchange-log/signing-key.ts'
import { explain } from './explain.ts'
import { type ExportCounts, exportLines } from './export-lines.ts'
import { openLogSource } from './log-source.ts'

const help = `npm run audit:export -- FILE

Xuất nhật ký khai thác: mỗi dòng một đối tượng JSON — khóa công khai, đầu chuỗi đã ký, bản ghi.
Writes the exchange log (Decree 47/2020 Art. 45) as JSON lines: public keys, signed heads, records.

The file holds no value of any record and no personal id, and is for its owner alone (0600).
Check it with: npm run audit:verify -- --from FILE`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  })
  const [file] = positionals
  if (values.help || !file || positionals.length > 1) {
    process.stdout.write(`${help}\n`)
    process.exitCode = values.help ? 0 : 1
    return
  }
  const counts = await exportLog(file)
  process.stdout.write(
    `${counts.record} bản ghi, ${counts.head} đầu chuỗi, ${counts.key} khóa — ${counts.record} records, ${counts.head} heads, ${counts.key} keys\n`,
  )
}

/** Written aside and renamed: a file of this name is a whole export. */
async function exportLog(file: string): Promise<ExportCounts> {
  const source = await openLogSource()
  const chains = openLogChains(source.uri)
  const counts: ExportCounts = { key: 0, head: 0, record: 0 }
  const aside = `${file}.partial`
  try {
    const keys = await logPublicKeys(source.dataDir)
    const heads = [chains.heads(), readHeadsFile(headsFilePath(source.dataDir))]
    const lines = exportLines({ keys, heads, records: chains.records() }, counts)
    await pipeline(lines, createWriteStream(aside, { mode: 0o600 }))
    await rename(aside, file)
    return counts
  } finally {
    await rm(aside, { force: true })
    await chains.close()
    await source.stop()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 1
})
