import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { headsFilePath, readHeadsFile } from '../../subgraphs/_kit/exchange-log/heads-file.ts'
import { openLogChains } from '../../subgraphs/_kit/exchange-log/read-chains.ts'
import { logPublicKeys } from '../../subgraphs/_kit/exchange-log/signing-key.ts'
import { type Place, receiptPlace } from '../audit-verifier/entries.ts'
import { describeFinding } from '../audit-verifier/faults.ts'
import { readExportHeader, readExportRecords } from '../audit-verifier/read-export.ts'
import { type Verdict, verify } from '../audit-verifier/verify.ts'
import { ConfigError } from '../config.ts'
import { explain } from './explain.ts'
import { openLogSource } from './log-source.ts'

const help = `npm run audit:verify -- [--from FILE] [--receipt TEXT]… [--receipts FILE] [--key NAME]…

Kiểm tra nhật ký khai thác: sửa, chèn, xóa, đổi chỗ, lặp, cắt đuôi, viết lại.
Checks the exchange log for whatever was changed, put in, taken out, moved, repeated, cut or rewritten.

  --from FILE      an export of npm run audit:export; else the hub's database and its file of heads, read only
  --receipt TEXT   the header x-log-head of an answer that you hold; may be given many times
  --receipts FILE  such headers, one a line
  --key NAME       accept heads of this key alone (its thumbprint, "kid"); may be given many times

Ends 0 where nothing is found; 1 with the first bad <writer>.<index>; 2 where it could not check.
Records behind the last signed head or receipt are counted as "not anchored": not bad, and not proved yet.`

/** What the heads and the receipts were given from. */
interface Given {
  readonly receipts: readonly Place[]
  readonly trusted: readonly string[] | null
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      receipt: { type: 'string', multiple: true },
      receipts: { type: 'string' },
      key: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return void process.stdout.write(`${help}\n`)
  const listed = values.receipts ? (await readFile(values.receipts, 'utf8')).split('\n') : []
  const texts = [...(values.receipt ?? []), ...listed].filter((text) => text.trim() !== '')
  const given = { receipts: texts.map(placeOf), trusted: values.key ?? null }
  report(values.from ? await verifyExport(values.from, given) : await verifyDatabase(given), texts.length)
}

async function verifyExport(file: string, given: Given): Promise<Verdict> {
  const header = await readExportHeader(file)
  return verify({ ...header, ...given, records: readExportRecords(file) })
}

async function verifyDatabase(given: Given): Promise<Verdict> {
  const source = await openLogSource()
  const chains = openLogChains(source.uri)
  try {
    const keys = await logPublicKeys(source.dataDir)
    // The heads before the records: what a head signed is there already.
    const heads = [...(await all(chains.heads())), ...(await all(readHeadsFile(headsFilePath(source.dataDir))))]
    const beginnings = await all(chains.beginnings())
    return await verify({ keys, heads, beginnings, ...given, records: chains.records() })
  } finally {
    await chains.close()
    await source.stop()
  }
}

function report({ findings, records, writers, heads, notAnchored }: Verdict, receipts: number): void {
  const [first] = findings
  if (first) process.stdout.write(`SAI — BAD ${describeFinding(first)}\n`)
  if (findings.length > 1) process.stdout.write(`(+${findings.length - 1})\n`)
  process.stdout.write(
    `${records} bản ghi, ${writers} chuỗi, ${heads} đầu chuỗi, ${receipts} biên nhận, chưa neo ${notAnchored} — ` +
      `records ${records}, writers ${writers}, heads ${heads}, receipts ${receipts}, not anchored ${notAnchored}\n`,
  )
  process.exitCode = first ? 1 : 0
}

function placeOf(text: string): Place {
  const place = receiptPlace(text)
  if (place) return place
  throw new ConfigError('Biên nhận có dạng <writer>.<index>.<hash>. A receipt has the form of the header x-log-head.')
}

async function all(entries: AsyncIterable<unknown>): Promise<unknown[]> {
  const list: unknown[] = []
  for await (const entry of entries) list.push(entry)
  return list
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exitCode = 2
})
