import { limitsAt } from '../../schema/access/node-limits.ts'
import type { Resolver, TypeResolvers } from '../_kit/agency.ts'
import type { Desk } from '../_kit/desk.ts'
import { newestFirst } from '../_kit/exchange-log/read-exchanges.ts'
import { personRef } from '../_kit/fields.ts'
import { connection, pageSize, startOf } from '../_kit/page.ts'
import { placeRows } from '../_kit/place.ts'
import { referenceKey } from '../_kit/reference.ts'
import type { RequestScope } from '../_kit/request-scope.ts'
import type { Row } from '../_kit/row.ts'

/** An exchange is of the agency that asked and of those whose databases supplied. */
const place = { agency: 'parties' } as const

/** Who asks and what they may read, and the log of what was read (Decree 47/2020 Art. 45). */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    viewer: (_parent, _args, scope) => deskOf(scope).viewer(),
    accessPreview: (_parent, args, scope) => deskOf(scope).preview(args.operation),
    myAccessLog,
    exchangeLog,
  },
  Viewer: {
    person: (viewer) => personRef(viewer.personalId),
  },
  Person: { __resolveReference: referenceKey() },
}

function myAccessLog(...[_parent, args, scope]: Parameters<Resolver>): Row | null {
  const desk = deskOf(scope)
  const { personalId } = scope.caller.asking?.viewer ?? {}
  if (!personalId) return null
  return logConnection(scope, args, ['access log', personalId], desk.readsOf(personalId))
}

function exchangeLog(...[_parent, args, scope, info]: Parameters<Resolver>): Row {
  const limits = limitsAt(info.fieldNodes[0])
  // Every limit must hold, and each is a union; the log's rows are limited by agency alone.
  const agencies = limits.map((limit) => limit.flatMap(({ agency }) => (agency === null ? [] : [agency])))
  const filter = { from: args.from ?? null, to: args.to ?? null, agency: args.agency ?? null, agencies }
  return logConnection(scope, args, ['exchange log', filter], deskOf(scope).exchanges(filter))
}

function logConnection(scope: RequestScope, args: Row, name: unknown, log: ReturnType<Desk['exchanges']>): Row {
  const list = JSON.stringify(name)
  const size = pageSize(args)
  const start = startOf(args, list, scope.cursors)
  return connection({
    list,
    order: newestFirst,
    size,
    hasPreviousPage: start !== null,
    cursors: scope.cursors,
    limit: scope.limit,
    readPage: async () => {
      const rows = await log.page(start === null ? null : { at: String(start.value), id: start.id }, size + 1)
      return placeRows(rows, place)
    },
    count: () => log.count(),
  })
}

/** Only the gateway's own process sits at the desk: behind a foreign router these roots are not served. */
function deskOf({ caller }: RequestScope): Desk {
  if (!caller.desk) throw new Error('the hub subgraph is served by the hub’s gateway only')
  return caller.desk
}
