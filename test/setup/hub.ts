import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../gateway/config.ts'
import { createHub, type Hub } from '../../gateway/hub.ts'
import { testPersons, testSeed } from './population.ts'

export interface GraphQLAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  readonly data: any
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
  readonly errors?: readonly any[]
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
  readonly extensions?: any
}

export interface TestHub {
  readonly hub: Hub
  readonly url: string
  ask(query: string, variables?: Record<string, unknown>, operationName?: string): Promise<GraphQLAnswer>
  stop(): Promise<void>
}

/** A whole hub over the shared population, on a port of its own, with the real clock unless told otherwise. */
export async function startTestHub(changes: Partial<Config> = {}): Promise<TestHub> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-under-test-'))
  const hub = await createHub({ ...testConfig(dataDir), ...changes }, { say: () => {}, progress: () => {} })
  return {
    hub,
    url: hub.url,
    ask: (query, variables, operationName) => ask(hub.url, { query, variables, operationName }),
    async stop() {
      await hub.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The configuration of a hub over the shared database. */
export function testConfig(dataDir: string): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    dataDir,
    mongodbUri: process.env.TEST_MONGODB_URI,
    agencyUris: {},
    seedPersons: testPersons,
    seed: testSeed,
    clock: undefined,
    supergraph: undefined,
  }
}

/** One request as an application sends it. */
export async function ask(url: string, body: Record<string, unknown>): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as GraphQLAnswer
}
