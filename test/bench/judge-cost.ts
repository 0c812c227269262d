import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getOperationAST, type OperationDefinitionNode, parse } from 'graphql'
import { judgeRequests } from '../../gateway/access/judge-request.ts'
import type { Asking } from '../../schema/access/decide.ts'
import { provinceDate } from '../../schema/clock.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { demoGrants } from '../../seed/demo/grants.ts'
import { demoIdentities } from '../../seed/demo/identities.ts'
import { demoSetting } from '../../seed/demo/setting.ts'
import { readRoles } from '../../seed/law/roles.ts'
import { defaultPopulation } from '../../seed/operations/variables.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { bookMaker } from '../../subgraphs/_kit/grants/ready-book.ts'
import { provinceRules } from '../../subgraphs/_kit/province-rules.ts'
import { median } from './median.ts'
import type { Operation } from './operation.ts'

/** CPU of one judgement by the gateway, rewrite included and parsing not, in ms. */
export interface JudgeCost {
  /** A document that the judge has not seen; the caller is known. */
  readonly newDocumentMs: number
  /** A document that the same caller has asked before. */
  readonly cachedMs: number
}

const batches = 15
const judgementsABatch = 400

/** Judges an operation as its identity asks it under the grants of the demo, in this process. */
export async function judgeCost(operation: Operation): Promise<JudgeCost> {
  const agencies = await discoverAgencies()
  const supergraph = await readFile(join(repositoryRoot, 'schema/supergraph.graphql'), 'utf8')
  const judge = judgeRequests(provinceRules(supergraph, agencies))
  const document = parse(operation.query, { noLocation: true })
  const asked = getOperationAST(document) as OperationDefinitionNode
  const asking = await askingOf(operation, agencies)
  const judged = (queryHash: string) =>
    judge({ document, operation: asked, queryHash, operationName: null, variables: {}, asking }).judged
  const { refusals } = judged('first')
  if (refusals.length > 0) throw new Error(`${operation.name}: ${refusals[0]?.coordinate} ${refusals[0]?.reason}`)
  let documents = 0
  return {
    newDocumentMs: cpuMsOfOne(() => judged(`new ${documents++}`)),
    cachedMs: cpuMsOfOne(() => judged('first')),
  }
}

async function askingOf(
  { identity, purpose }: Operation,
  agencies: Awaited<ReturnType<typeof discoverAgencies>>,
): Promise<Asking> {
  const now = new Date()
  const setting = demoSetting({ population: defaultPopulation, agencies, today: provinceDate(now) })
  const rows = demoGrants(setting).map((grant) => ({ text: grant.id, read: () => grant }))
  const { book } = await bookMaker()(1, rows)
  const viewer = demoIdentities(setting).find((one) => one.identity === identity)
  if (!viewer) throw new Error(`the demo knows no ${identity}`)
  return { viewer, purpose: { given: true, code: purpose }, book, roles: readRoles(), now }
}

/** Median over batches, the first third of which only warms up. */
function cpuMsOfOne(run: () => unknown): number {
  const costsMs = Array.from({ length: batches }, () => {
    const before = process.cpuUsage()
    for (let count = 0; count < judgementsABatch; count += 1) run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000 / judgementsABatch
  })
  return median(costsMs.slice(batches / 3))
}
