import { type Config, ConfigError } from './config.ts'

/** A misspelt name would leave an agency on the common server without a word. */
export function requireKnownAgencies(
  { agencyUris, remoteSubgraphs }: Pick<Config, 'agencyUris' | 'remoteSubgraphs'>,
  known: readonly string[],
): void {
  const elsewhere = Object.keys(remoteSubgraphs).find((name) => !known.includes(name) || name === 'hub')
  if (elsewhere !== undefined) {
    throw new ConfigError(
      `HUB_SUBGRAPHS: ${elsewhere} không phải thư mục của một cơ quan chạy riêng được. HUB_SUBGRAPHS names ${elsewhere}, which is no folder of an agency that can run elsewhere; those are ${known.filter((name) => name !== 'hub').join(', ')}.`,
    )
  }
  const unknown = Object.keys(agencyUris).find((name) => !known.includes(name))
  if (unknown === undefined) return
  const variable = (name: string) => `MONGODB_URI_${name.toUpperCase().replaceAll('-', '_')}`
  throw new ConfigError(
    `${variable(unknown)}: không có cơ quan nào tên như vậy. No agency bears this name; the hub knows ${known.map(variable).join(', ')}.`,
  )
}
