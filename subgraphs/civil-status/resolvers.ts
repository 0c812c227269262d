import type { Resolver, TypeResolvers } from '../_kit/agency.ts'
import { allRows, fromRow, personRef, unitRef } from '../_kit/fields.ts'
import { childList, rootList } from '../_kit/lists.ts'
import { loadAll, loadOne } from '../_kit/loaders.ts'
import { referenceBy, referenceKey } from '../_kit/reference.ts'
import type { RequestScope } from '../_kit/request-scope.ts'
import type { Row } from '../_kit/row.ts'
import { civilEventTotals } from './civil-event-totals.ts'
import { registerKey } from './register-key.ts'

/** Civil status: the registers of births, marriages and deaths, and the family ties they prove. */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    birth: entryOf('births'),
    births: rootList({
      collection: 'births',
      where: { unit: 'unitId', dateOfBirth: 'dateOfBirth', registeredOn: 'registeredOn' },
      orderBy: { dateOfBirth: 'dateOfBirth', registeredOn: 'registeredOn' },
    }),
    marriage: entryOf('marriages'),
    marriages: rootList({
      collection: 'marriages',
      where: { unit: 'unitId', registeredOn: 'registeredOn' },
      orderBy: { registeredOn: 'registeredOn' },
    }),
    death: entryOf('deaths'),
    deaths: rootList({
      collection: 'deaths',
      where: { unit: 'unitId', dateOfDeath: 'dateOfDeath', registeredOn: 'registeredOn' },
      orderBy: { dateOfDeath: 'dateOfDeath', registeredOn: 'registeredOn' },
    }),
    singleStatus: entryOf('singleStatuses'),
    civilEventTotals,
  },
  Person: {
    __resolveReference: referenceKey(),
    maritalStatus: fromRow('personStatuses', 'personalId', 'maritalStatus'),
    birth: fromRow('births', 'personalId', (row) => row),
    death: fromRow('deaths', 'personalId', (row) => row),
    marriages: allRows('marriages', 'personalId', 'spouseIds'),
    father: fromRow('births', 'personalId', (row) => personRef(row.fatherId)),
    mother: fromRow('births', 'personalId', (row) => personRef(row.motherId)),
    spouse: ({ personalId }, _args, scope) => (personalId ? spouseOf(personalId, scope) : null),
    children: ({ personalId }, _args, scope) => (personalId ? childrenOf(personalId, scope) : []),
    singleStatusConfirmations: childList('singleStatuses', 'personalId', 'personalId'),
    hasCriminalRecordCertificate: fromRow('personStatuses', 'personalId', 'hasCriminalRecordCertificate'),
  },
  Birth: {
    __resolveReference: referenceBy('births', '_id', keyOf),
    unit: (row) => unitRef(row.unitId),
    eventType: () => 'BIRTH',
    person: (row) => personRef(row.personalId),
    father: (row) => personRef(row.fatherId),
    mother: (row) => personRef(row.motherId),
  },
  Marriage: {
    __resolveReference: referenceBy('marriages', '_id', keyOf),
    unit: (row) => unitRef(row.unitId),
    eventType: () => 'MARRIAGE',
    husband: (row) => personRef(row.husbandId),
    wife: (row) => personRef(row.wifeId),
  },
  Death: {
    __resolveReference: referenceBy('deaths', '_id', keyOf),
    unit: (row) => unitRef(row.unitId),
    eventType: () => 'DEATH',
    person: (row) => personRef(row.personalId),
  },
  SingleStatus: {
    __resolveReference: referenceBy('singleStatuses', '_id', keyOf),
    unit: (row) => unitRef(row.unitId),
    person: (row) => personRef(row.personalId),
  },
}

function entryOf(collection: string): Resolver {
  return (_parent, args, scope) => loadOne(scope, collection, '_id', registerKey(args))
}

function keyOf({ registerNumber, unitCode }: Row): string {
  return registerKey({ registerNumber, unitCode })
}

/** The other side of the marriage that has not ended; a widow has none. */
async function spouseOf(personalId: string, scope: RequestScope): Promise<Row | null> {
  const marriages = await loadAll(scope, 'marriages', 'spouseIds', personalId)
  const inForce = marriages.find((marriage) => !marriage.endedOn)
  if (!inForce) return null
  return personRef(inForce.husbandId === personalId ? inForce.wifeId : inForce.husbandId)
}

async function childrenOf(personalId: string, scope: RequestScope): Promise<(Row | null)[]> {
  const births = await loadAll(scope, 'births', 'parentIds', personalId)
  return births.map((birth) => personRef(birth.personalId))
}
