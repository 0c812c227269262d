import type { Asking } from '../schema/access/decide.ts'
import type { AccessRules } from '../schema/access/rules.ts'
import { limits } from '../schema/limits.ts'
import type { Desk, ExchangeFilter, LogList } from '../subgraphs/_kit/desk.ts'
import type { ExchangeQuery, ExchangeReader, ExchangeRow } from '../subgraphs/_kit/exchange-log/read-exchanges.ts'
import type { Row } from '../subgraphs/_kit/row.ts'
import { beyondPreviews, previewAccess } from './access/preview.ts'
import type { Graph } from './graph.ts'

/** What the desk needs of the hub, beside the request itself. */
export interface DeskParts {
  readonly rules: AccessRules
  /** Whether the schema is public: a preview's problems name it, or do not. */
  readonly introspection: boolean
  readonly reader: ExchangeReader
  readonly subjectKeys: (personalId: string, agencies: readonly (string | null)[]) => readonly string[]
  /** Databases that an agency holds today. */
  readonly databasesOf: (agency: string) => readonly string[]
  /** The agency that holds a database today. */
  readonly holderOf: (database: string) => string | null
}

/** The desk of one request: answers about the caller and about the log, with the caller's own eyes. */
export function deskOf(asking: Asking, parts: DeskParts, graph: Graph | null): Desk {
  let previews = 0
  return {
    viewer: () => viewerRow(asking),
    preview(operation) {
      previews += 1
      // Each is as much work as a request: a document of one line must not ask for twenty.
      if (previews > limits.previewsPerRequest) return beyondPreviews()
      return previewAccess({ ...parts, schema: (graph as Graph).schema(), asking, text: operation })
    },
    readsOf: (personalId) => readsOf(personalId, parts),
    exchanges: (filter) => listOf(parts.reader, queryOf(filter, parts), (record) => exchangeRow(record, parts)),
  }
}

function viewerRow({ viewer, purpose, book, now }: Asking): Row {
  const grants = (book?.byAgency.get(viewer.agency ?? '') ?? []).filter(
    (grant) =>
      grant.state === 'ACTIVE' &&
      Date.parse(grant.validFrom) <= now.getTime() &&
      now.getTime() < Date.parse(grant.validTo) &&
      (grant.app === null || grant.app === viewer.app),
  )
  return {
    ...viewer,
    identity: viewer.identity ?? 'anonymous',
    purpose: purpose.code,
    grants: grants.map((grant) => ({ ...grant, needsConsent: grant.subjects !== null })),
  }
}

function queryOf({ from, to, agency, agencies }: ExchangeFilter, { databasesOf }: DeskParts): ExchangeQuery {
  const party = (code: string) => ({ agency: code, databases: [...databasesOf(code)] })
  return {
    ...(from === null ? {} : { from: startOfDay(from, 0) }),
    ...(to === null ? {} : { to: startOfDay(to, 1) }),
    // A limit that names no agency reaches nothing; there is one agency in a token, so one in a limit.
    parties: [...(agency === null ? [] : [party(agency)]), ...agencies.map((limit) => party(limit[0] ?? ''))],
  }
}

/** Midnight in the province (UTC+7) at the beginning of a date, or of the one `after` days later. */
function startOfDay(date: string, after: number): string {
  return new Date(Date.parse(`${date}T00:00:00+07:00`) + after * 86_400_000).toISOString()
}

function readsOf(personalId: string, parts: DeskParts): LogList {
  const { reader, subjectKeys } = parts
  let query: Promise<ExchangeQuery> | undefined
  const asked = () => {
    query ??= reader
      .askingAgencies()
      .then((agencies): ExchangeQuery => ({ subjectKeys: subjectKeys(personalId, agencies), told: true }))
    return query
  }
  const row = async (record: ExchangeRow) => {
    const keys = new Set((await asked()).subjectKeys)
    const mine = record.subjects.filter(({ key }) => keys.has(key)).flatMap(({ fields }) => fields)
    return { ...exchangeRow(record, parts), fields: mine.map((index) => record.answered[index] ?? '') }
  }
  return {
    count: async () => reader.count(await asked()),
    page: async (after, size) => {
      const records = await reader.page(await asked(), positionOf(after), size)
      return Promise.all(records.map(row))
    },
  }
}

function listOf(reader: ExchangeReader, query: ExchangeQuery, row: (record: ExchangeRow) => Row): LogList {
  return {
    count: () => reader.count(query),
    page: async (after, size) => (await reader.page(query, positionOf(after), size)).map(row),
  }
}

function positionOf(after: Parameters<LogList['page']>[0]) {
  return after && { value: after.at, id: after.id }
}

/** `parties`: whose exchange it is, the agency that asked and those that hold what was supplied. */
function exchangeRow(record: ExchangeRow, { holderOf }: DeskParts): Row {
  const { operation, subjects, agency, databases, withheld } = record
  return {
    ...record,
    operationHash: operation.hash,
    operationName: operation.name,
    subjects: subjects.length,
    parties: [agency, ...databases.map(holderOf)].filter((party) => party !== null),
    // Written before the answer, which then did not leave: the log claims no answer that nobody got.
    ...(withheld ? { status: 'REFUSED', code: 'LOG_UNAVAILABLE', httpStatus: 503, answered: [] } : {}),
  }
}
