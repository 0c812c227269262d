import type { LogWriterRow } from './log-writer.ts'
import type { BenchRow } from './paired-rows.ts'
import type { Target } from './targets.ts'

/** The rows as a table that a terminal shows. */
export function describeRows(rows: readonly BenchRow[]): string[] {
  const titles = [
    'variant',
    'operation',
    'in flight',
    'Node ms',
    'mongod ms',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'RSS MB',
  ]
  const cells = rows.map((row) => [
    row.variant,
    row.operation,
    String(row.inFlight),
    row.cpuMs.node.toFixed(2),
    row.cpuMs.mongod.toFixed(2),
    row.requestsPerSecond.toFixed(0),
    row.p50Ms.toFixed(1),
    row.p99Ms.toFixed(1),
    row.rssMb.toFixed(0),
  ])
  const widths = titles.map((title, at) => Math.max(title.length, ...cells.map((line) => String(line[at]).length)))
  return [titles, ...cells].map((line) => line.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  '))
}

/** What rules and log add to each operation: the difference of a pair, CPU of the hub and of MongoDB. */
export function describePairs(rows: readonly BenchRow[]): string[] {
  return rows.flatMap((row) => {
    const { variant, operation, inFlight } = row
    const bare = rows.find((one) => {
      return one.variant === 'hub-bare' && one.operation === operation && one.inFlight === inFlight
    })
    if (variant !== 'hub' || !bare) return []
    const total = (one: BenchRow) => one.cpuMs.node + one.cpuMs.mongod
    const addedMs = total(row) - total(bare)
    const share = ((100 * addedMs) / total(bare)).toFixed(0)
    return [`${operation}, ${inFlight} in flight: rules and log add ${addedMs.toFixed(2)} ms of CPU (${share} %)`]
  })
}

/** The log's writer alone. */
export function describeLogWriter({ cpuMs, recordsPerSecond, p50Ms, p99Ms }: LogWriterRow): string {
  return (
    `log alone, ${recordsPerSecond} records/s: Node ${cpuMs.node.toFixed(3)} ms, mongod ${cpuMs.mongod.toFixed(3)} ms a record; ` +
    `durable after ${p50Ms.toFixed(1)} ms (p50), ${p99Ms.toFixed(1)} ms (p99)`
  )
}

/** Each target, and whether it was met. */
export function describeTargets(targets: readonly Target[]): string[] {
  return targets.map(({ what, mostMs, measuredMs }) => {
    const verdict = measuredMs <= mostMs ? 'met' : 'MISSED'
    return `${verdict}: ${what}: ${measuredMs.toFixed(3)} ms of CPU, at most ${mostMs} ms`
  })
}
