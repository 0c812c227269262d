import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ApolloGateway } from '@apollo/gateway'
import { type DocumentNode, type GraphQLError, type GraphQLSchema, getOperationAST, isScalarType, parse } from 'graphql'
import { checkDocument, unresolvedOperation } from '../../gateway/plan/check-document.ts'
import { checkVariables } from '../../gateway/plan/check-variables.ts'
import { costLimit } from '../../gateway/plan/cost-limit.ts'
import { checkText } from '../../schema/document/check-text.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { scalars } from '../../schema/scalars/scalars.ts'
import { type HostileRequest, hostileRequests } from './hostile-kinds.ts'

/** What refusing one request may cost. */
const allowedMs = 50
const rounds = 3

/**
 * Measures what each hostile request costs until it is refused, in the order in which the hub
 * looks at it: the first time in this process (cold) and the least of three more (warm).
 * Ends 1 where one is not refused at all, or costs more than allowed.
 * `npx tsc -p tsconfig.json && node dist/test/bench/hostile-documents.js`
 */
const schema = await provinceSchema()
const requests = hostileRequests()
const measured = requests.map((request) => ({ ...request, coldMs: cpuMs(request) })).map(withWarm)

for (const request of measured.filter(({ refused }) => refused === null)) console.log(`not refused: ${request.kind}`)
const slow = measured.filter(({ coldMs, warmMs }) => Math.max(coldMs, warmMs) > allowedMs)
for (const { kind, coldMs, warmMs } of slow)
  console.log(`slow: ${kind}, ${coldMs.toFixed(1)} ms cold, ${warmMs.toFixed(1)} warm`)
const worst = measured.toSorted((one, other) => other.warmMs - one.warmMs).slice(0, 5)
for (const { kind, coldMs, warmMs } of worst)
  console.log(`${warmMs.toFixed(1)} ms warm, ${coldMs.toFixed(1)} cold: ${kind}`)
console.log(
  `${measured.length} requests of ${new Set(requests.map(({ kind }) => kind)).size} kinds: ` +
    `at most ${most(measured.map(({ warmMs }) => warmMs))} ms of CPU warm, ${most(measured.map(({ coldMs }) => coldMs))} cold`,
)
process.exit(slow.length === 0 && measured.every(({ refused }) => refused !== null) ? 0 : 1)

function withWarm(request: HostileRequest & { readonly coldMs: number }) {
  const warmMs = Math.min(...Array.from({ length: rounds }, () => cpuMs(request)))
  return { ...request, warmMs, refused: refusal(request) }
}

function cpuMs(request: HostileRequest): number {
  const before = process.cpuUsage()
  refusal(request)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** What the hub says to a request before it plans; null where it would plan. */
function refusal({ query, variables = {} }: HostileRequest): GraphQLError | string | null {
  const long = checkText(query)
  if (long) return long
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    return String(error)
  }
  const unresolved = unresolvedOperation(document, undefined)
  const operation = getOperationAST(document)
  if (unresolved || !operation) return unresolved ?? 'no operation'
  return (
    checkDocument(schema, document)[0] ??
    checkVariables(schema, document, operation, variables)[0] ??
    costLimit(schema, document, operation, variables)
  )
}

async function provinceSchema(): Promise<GraphQLSchema> {
  process.env.APOLLO_TELEMETRY_DISABLED = '1'
  const supergraphSdl = await readFile(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8')
  const gateway = new ApolloGateway({ supergraphSdl, buildService: () => ({ process: async () => ({}) }) })
  const { schema: loaded } = await gateway.load()
  for (const [name, { parseValue, parseLiteral }] of Object.entries(scalars)) {
    const type = loaded.getType(name)
    if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral })
  }
  return loaded
}

function most(figures: readonly number[]): string {
  return Math.max(...figures).toFixed(1)
}
