import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runToken } from '../../gateway/commands/run-token.ts'
import { startMongod } from '../../gateway/embedded/start-mongod.ts'
import { describeLogWriter, describePairs, describeRows, describeTargets } from './describe.ts'
import { type HubProcess, startHubProcess } from './hub-process.ts'
import { judgeCost } from './judge-cost.ts'
import { benchLogWriter } from './log-writer.ts'
import { readOperation } from './operation.ts'
import { type BenchRow, pairedRows } from './paired-rows.ts'
import { targetsOf } from './targets.ts'

const operations = ['dossier', 'organizations']
const inFlights = [1, 16]

const say = (line: string) => void process.stdout.write(`${line}\n`)
/** What else the machine does: figures of a busy machine compare only with each other. */
const sayLoad = () => say(`load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`)

/** `npm run bench`: what rules and log cost, alone and in whole requests. Linux only: it reads /proc. */
async function bench(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' } } })
  sayLoad()
  const judged = await judgeCost(await readOperation('dossier'))
  say(
    `judge alone, dossier: new document ${judged.newDocumentMs.toFixed(3)} ms, known one ${judged.cachedMs.toFixed(3)} ms`,
  )
  const logWriter = await benchLogWriter()
  say(describeLogWriter(logWriter))
  const rows = await wholeRequests()
  for (const line of ['', ...describeRows(rows), '', ...describePairs(rows), '']) say(line)
  const targets = targetsOf(judged, logWriter)
  for (const line of describeTargets(targets)) say(line)
  sayLoad()
  if (values.json === undefined) return
  const all = { node: process.version, rows, judge: judged, logWriter, targets, load: loadavg()[0] }
  await writeFile(values.json, `${JSON.stringify(all, null, 2)}\n`)
}

/** Both variants over one database, seeded as `npm start` seeds it. */
async function wholeRequests(): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-bench-'))
  const mongod = await startMongod({ dataDir, say: () => {} })
  const hubs: HubProcess[] = []
  try {
    // The first seeds and makes the keys; the second finds both.
    for (const variant of ['hub', 'hub-bare'] as const) hubs.push(await startHubProcess(variant, dataDir, mongod.uri))
    const rows: BenchRow[] = []
    for (const name of operations) {
      const operation = await readOperation(name)
      const token = await tokenOf(operation.identity, dataDir)
      for (const inFlight of inFlights) {
        rows.push(...(await pairedRows(hubs, { operation, token, inFlight, mongodPid: mongod.pid })))
        say(`${name}, ${inFlight} in flight: measured`)
      }
    }
    return rows
  } finally {
    for (const hub of hubs) await hub.stop()
    await mongod.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function tokenOf(identity: string, dataDir: string): Promise<string> {
  const { out, complaint } = await runToken([identity], { HUB_DATA_DIR: dataDir })
  if (complaint !== '') throw new Error(complaint)
  return out.trim()
}

await bench()
