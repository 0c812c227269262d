import { readFile } from 'node:fs/promises'
import { cleanAnswer } from './answer/clean-answer.ts'
import { ConfigError } from './config.ts'
import { type Graph, openGraph } from './graph.ts'
import { openEngine } from './plan/engine.ts'
import { remoteSource } from './plan/remote-source.ts'

/**
 * Serves any Federation 2 supergraph from the addresses in it: no database, no agency code
 * and, without our `@access` link, no rules.
 * @throws ConfigError where the file cannot be read or is no supergraph
 */
export async function foreignGraph(path: string): Promise<Graph> {
  const supergraph = await readFile(path, 'utf8').catch(() => {
    throw new ConfigError('SUPERGRAPH: không đọc được tệp. The file that SUPERGRAPH names cannot be read.')
  })
  const engine = openEngine({
    supergraph,
    source: remoteSource,
    answer: cleanAnswer([], () => new Date()),
    scalars: {},
    bounded: false,
  })
  return openGraph(engine).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown'
    throw new ConfigError(
      `SUPERGRAPH: không phải supergraph Federation 2. The file is not a Federation 2 supergraph: ${reason}`,
    )
  })
}
