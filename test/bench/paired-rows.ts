import type { HubProcess, Variant } from './hub-process.ts'
import { type Asker, keepAsking, openAsker, type Span } from './load.ts'
import { median, quantile } from './median.ts'
import type { Operation } from './operation.ts'
import { cpuMsOf, residentMbOf } from './process-cost.ts'

/** One row of the bench: medians a request. */
export interface BenchRow {
  readonly variant: Variant
  readonly operation: string
  readonly mode: 'embedded'
  readonly inFlight: number
  readonly cpuMs: { readonly node: number; readonly mongod: number }
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly rssMb: number
}

const rounds = 6
const spanMs = 2_500
const warmUpMs = 2_500
const answersCompared = 5

interface Measured extends Span {
  readonly cpuMs: { readonly node: number; readonly mongod: number }
}

/**
 * Measures the variants in turn, in short spans of which each follows the other's, so that whatever
 * else the machine does falls on both. Both must give equal answers.
 */
export async function pairedRows(
  hubs: readonly HubProcess[],
  { operation, token, inFlight, mongodPid }: Pairing,
): Promise<BenchRow[]> {
  const pairs = hubs.map((hub) => ({ hub, asker: openAsker(hub.url, operation, token), spans: [] as Measured[] }))
  try {
    await requireEqual(pairs.map(({ asker }) => asker))
    let turn = 0
    const nextTurn = () => turn++
    for (const { asker } of pairs) await keepAsking(asker, inFlight, warmUpMs, nextTurn)
    for (let round = 0; round < rounds; round += 1) {
      for (const { hub, asker, spans } of round % 2 === 0 ? pairs : [...pairs].reverse()) {
        const costOf = async () => [await cpuMsOf(hub.pid), await cpuMsOf(mongodPid)] as const
        const before = await costOf()
        const span = await keepAsking(asker, inFlight, spanMs, nextTurn)
        const after = await costOf()
        const [node, mongod] = [after[0] - before[0], after[1] - before[1]].map((ms) => ms / span.requests)
        spans.push({ ...span, cpuMs: { node: Number(node), mongod: Number(mongod) } })
      }
    }
    return await Promise.all(pairs.map(({ hub, spans }) => rowOf(hub, operation.name, inFlight, spans)))
  } finally {
    for (const { asker } of pairs) asker.close()
  }
}

interface Pairing {
  readonly operation: Operation
  readonly token: string
  readonly inFlight: number
  readonly mongodPid: number
}

/** A variant that answers less would be the faster one. */
async function requireEqual(askers: readonly Asker[]): Promise<void> {
  for (let turn = 0; turn < answersCompared; turn += 1) {
    const answers = await Promise.all(askers.map(async (asker) => dataOf(await asker.ask(turn))))
    if (new Set(answers).size > 1) throw new Error('the variants answer differently; their costs do not compare')
  }
  for (const asker of askers) asker.close()
}

function dataOf(text: string): string {
  return JSON.stringify(JSON.parse(text).data)
}

async function rowOf(
  { variant, pid }: HubProcess,
  operation: string,
  inFlight: number,
  spans: readonly Measured[],
): Promise<BenchRow> {
  const waitedMs = spans.flatMap((span) => span.waitedMs)
  return {
    variant,
    operation,
    mode: 'embedded',
    inFlight,
    cpuMs: {
      node: median(spans.map(({ cpuMs }) => cpuMs.node)),
      mongod: median(spans.map(({ cpuMs }) => cpuMs.mongod)),
    },
    requestsPerSecond: median(spans.map(({ requests, wallMs }) => (requests * 1_000) / wallMs)),
    p50Ms: quantile(waitedMs, 0.5),
    p99Ms: quantile(waitedMs, 0.99),
    rssMb: await residentMbOf(pid),
  }
}
