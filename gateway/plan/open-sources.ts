import type { GraphQLDataSource } from '@apollo/gateway'
import type { AccessRules } from '../../schema/access/rules.ts'
import { openSigningKeys } from '../../subgraphs/_kit/hop/signing-keys.ts'
import type { Subgraph } from '../../subgraphs/_kit/subgraph.ts'
import type { Config } from '../config.ts'
import type { HubContext } from './context.ts'
import { hubRemoteSource } from './hub-remote-source.ts'
import { localSource } from './local-source.ts'

interface Sources {
  readonly config: Pick<Config, 'remoteSubgraphs' | 'dataDir'>
  readonly rules: AccessRules
  readonly subgraphs: readonly Subgraph[]
  readonly say: (line: string) => void
}

/** The way to each subgraph by its name: over the hop where HUB_SUBGRAPHS names it, else in this process. */
export async function openSources(parts: Sources): Promise<(name: string) => GraphQLDataSource<HubContext>> {
  const { config, rules, subgraphs, say } = parts
  const remote = Object.entries(config.remoteSubgraphs)
  const sources = new Map(subgraphs.map((subgraph) => [subgraph.name, localSource(subgraph, rules)]))
  if (remote.length > 0) {
    // The machine's clock, never a frozen one: tokens of the hop end by it.
    const now = () => new Date()
    const keys = await openSigningKeys({ dataDir: config.dataDir, now })
    for (const [name, url] of remote) sources.set(name, hubRemoteSource({ name, url, keys, now, rules, say }))
  }
  return (name) => sources.get(name) ?? missingSource(name)
}

function missingSource(name: string): never {
  throw new Error(`the supergraph names the subgraph ${name}, and there is no folder for it: run npm run compose`)
}
