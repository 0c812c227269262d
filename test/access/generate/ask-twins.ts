import type { Hub } from '../../../gateway/hub.ts'
import { limits } from '../../../schema/limits.ts'
import type { SubgraphRequest } from '../../../subgraphs/_kit/subgraph.ts'

/** All that a caller sees of an answer, and all that the hub did for it. */
export interface Seen {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  /** What subgraphs were asked, and MongoDB; sealed keys apart, which are bound to their request. */
  readonly operations: readonly string[]
  readonly commands: readonly string[]
}

export interface Question {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
}

/** One hub under watch; it is asked one question at a time. */
export interface WatchedHub {
  readonly hub: Hub
  ask(question: Question): Promise<Seen>
}

/** Only these may differ between two equal requests. */
const mayDiffer = ['date', 'x-request-id', 'x-log-head']

/** Listens to what a hub asks of its subgraphs and of MongoDB. */
export function watchHub(hub: Hub): WatchedHub {
  let operations: string[] = []
  let commands: string[] = []
  for (const subgraph of hub.subgraphs) {
    const { name, database, handle } = subgraph
    Object.assign(subgraph, {
      handle: (request: SubgraphRequest) => {
        operations.push(`${name} ${request.query} ${unsealed(request.variables)}`)
        return handle(request)
      },
    })
    database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (!['find', 'aggregate', 'count'].includes(commandName)) return
      const { filter, pipeline, query, sort, limit, projection } = command
      commands.push(
        `${name}.${command[commandName]} ${JSON.stringify({ filter, pipeline, query, sort, limit, projection })}`,
      )
    })
  }
  return {
    hub,
    async ask({ query, variables, headers }) {
      operations = []
      commands = []
      const response = await fetch(`${hub.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(limits.remoteFetchMs * 4),
      })
      const body = await response.text()
      return {
        status: response.status,
        headers: [...response.headers].filter(([name]) => !mayDiffer.includes(name)),
        body,
        operations: operations.sort(),
        commands: commands.sort(),
      }
    },
  }
}

function unsealed(variables: unknown): string {
  return JSON.stringify(variables ?? {}).replaceAll(/"sealed:[^"]*"/g, '"sealed"')
}
