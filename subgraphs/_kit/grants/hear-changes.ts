import type { GrantDatabase } from './grant-database.ts'

/**
 * Tells of every change of the version as it happens, by change stream. It is only the faster way:
 * what it misses, the next renewal finds, so an error ends it without a word and `listen` opens it
 * anew.
 */
export function hearChanges({ state }: GrantDatabase, changed: () => void): { listen(): void; close(): Promise<void> } {
  let stream: ReturnType<GrantDatabase['state']['watch']> | null = null
  let closed = false
  const forget = () => {
    const lost = stream
    stream = null
    lost?.close().catch(() => {})
  }
  return {
    listen() {
      if (stream || closed) return
      stream = state.watch([], { maxAwaitTimeMS: 1_000 })
      stream.on('change', changed)
      stream.on('error', forget)
      stream.on('close', forget)
    },
    async close() {
      closed = true
      const last = stream
      stream = null
      await last?.close().catch(() => {})
    },
  }
}
