import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Verdict, verify } from '../../gateway/audit-verifier/verify.ts'
import { type ExchangeLog, openExchangeLog } from '../../subgraphs/_kit/exchange-log/exchange-log.ts'
import type { Head } from '../../subgraphs/_kit/exchange-log/head.ts'
import { headsFilePath, readHeadsFile } from '../../subgraphs/_kit/exchange-log/heads-file.ts'
import { openLogChains } from '../../subgraphs/_kit/exchange-log/read-chains.ts'
import type { StoredRecord } from '../../subgraphs/_kit/exchange-log/record.ts'
import { logPublicKeys, logSigningKey } from '../../subgraphs/_kit/exchange-log/signing-key.ts'
import type { OwnMongod } from './mongod.ts'

/** The log of a hub on a data folder of its own, in a database of its own on a test's server. */
export interface TestLog {
  readonly uri: string
  readonly dataDir: string
  readonly headsFile: string
  /** Another start on the same folder. */
  open(onChange?: (ready: boolean) => void): Promise<ExchangeLog>
  stored(): Promise<StoredRecord[]>
  /** The heads of the file, and those of the database. */
  heads(): Promise<{ file: Head[]; database: Head[] }>
  /** What the verifier says of the database and the file beside it. */
  verify(receipts?: readonly { writer: string; index: number; hash: string }[]): Promise<Verdict>
  remove(): Promise<void>
}

/** @param name of the database: tests share a server, never a log */
export async function testLog(mongod: OwnMongod, name: string): Promise<TestLog> {
  const dataDir = await mkdtemp(join(tmpdir(), 'test-log-'))
  const uri = mongod.uri.replace('/?', `/${name}?`)
  const headsFile = headsFilePath(dataDir)
  const reading = async <T>(read: (chains: ReturnType<typeof openLogChains>) => Promise<T>) => {
    const chains = openLogChains(uri)
    return read(chains).finally(() => chains.close())
  }
  const heads = () =>
    reading(async (chains) => ({
      file: await all(readHeadsFile(headsFile)),
      database: (await all(chains.heads())) as Head[],
    }))
  return {
    uri,
    dataDir,
    headsFile,
    open: async (onChange) =>
      openExchangeLog({
        uri,
        dataDir,
        signingKey: await logSigningKey(dataDir),
        now: () => new Date(),
        ...(onChange ? { onChange } : {}),
      }),
    stored: () => reading(async (chains) => (await all(chains.records())) as StoredRecord[]),
    heads,
    verify: (receipts = []) =>
      reading(async (chains) => {
        const { file, database } = await heads()
        const beginnings = await all(chains.beginnings())
        const keys = await logPublicKeys(dataDir)
        const log = { keys, heads: [...file, ...database], beginnings, receipts, trusted: null }
        return verify({ ...log, records: chains.records() })
      }),
    remove: () => rm(dataDir, { recursive: true, force: true }),
  }
}

async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const entry of entries) list.push(entry)
  return list
}
