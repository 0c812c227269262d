import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../gateway/config.ts'
import { createHub, type Hub } from '../../gateway/hub.ts'
import { identitySettings } from '../../schema/identity/settings.ts'
import { limits } from '../../schema/limits.ts'
import { testDataKeysFile } from './data-keys.ts'
import { testPersons, testSeed } from './population.ts'
import { giveGrants, grantOf, reader, readerPurpose, type TestClaims, tokenFor } from './reader.ts'

export interface GraphQLAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  readonly data: any
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
  readonly errors?: readonly any[]
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
  readonly extensions?: any
}

/** Who asks, for what purpose, and what else a request carries. */
export interface Caller {
  /** Null: a stranger, without a token. */
  readonly as: TestClaims | null
  readonly purpose?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestHub {
  readonly hub: Hub
  readonly url: string
  readonly dataDir: string
  /** Asks as `reader`, who may read everything. */
  ask(query: string, variables?: Record<string, unknown>, operationName?: string): Promise<GraphQLAnswer>
  /** Asks as somebody else; the whole response. */
  request(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<Response>
  askAs(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<GraphQLAnswer>
  stop(): Promise<void>
}

/** A whole hub over the shared population, on a port of its own, with the real clock unless told otherwise. */
export async function startTestHub(changes: Partial<Config> = {}): Promise<TestHub> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-under-test-'))
  await writeFile(join(dataDir, 'data-keys.json'), testDataKeysFile, { mode: 0o600 })
  const hub = await createHub({ ...testConfig(dataDir), ...changes }, { say: () => {}, progress: () => {} })
  if (hub.mongodbUri) await giveGrants(hub.mongodbUri, [grantOf()])
  const tokens = new Map<string, Promise<string>>()
  const headersOf = async ({ as, purpose, headers }: Caller): Promise<Record<string, string>> => {
    const name = JSON.stringify(as)
    if (as && !tokens.has(name)) tokens.set(name, tokenFor(as, dataDir))
    const token = await tokens.get(name)
    return {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(purpose ? { 'x-purpose': purpose } : {}),
      ...headers,
    }
  }
  const everything = { as: reader, purpose: readerPurpose }
  const request: TestHub['request'] = async (caller, query, variables) =>
    post(hub.url, { query, variables }, await headersOf(caller))
  return {
    hub,
    url: hub.url,
    dataDir,
    request,
    askAs: async (caller, query, variables) =>
      (await request(caller, query, variables)).json() as Promise<GraphQLAnswer>,
    ask: async (query, variables, operationName) =>
      ask(hub.url, { query, variables, operationName }, await headersOf(everything)),
    async stop() {
      await hub.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The configuration of a hub over the shared database. */
export function testConfig(dataDir: string): Config {
  return {
    mode: 'demo',
    ...identitySettings({}, 'demo'),
    host: '127.0.0.1',
    port: 0,
    dataDir,
    mongodbUri: process.env.TEST_MONGODB_URI,
    agencyUris: {},
    seedPersons: testPersons,
    seed: testSeed,
    clock: undefined,
    supergraph: undefined,
    introspection: true,
    remoteSubgraphs: {},
    ratePerSecond: limits.ratePerSecondDefault,
    subjectsPerDay: limits.subjectsPerDayDefault,
    opsPort: undefined,
  }
}

/** One request as an application sends it; without headers of its own, as a stranger. */
export async function ask(
  url: string,
  body: Record<string, unknown>,
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphQLAnswer> {
  return (await (await post(url, body, headers)).json()) as GraphQLAnswer
}

function post(url: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}
