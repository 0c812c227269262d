import { badInput } from '../../schema/errors/bad-input.ts'
import { limits } from '../../schema/limits.ts'
import type { Resolver, TypeResolvers } from '../_kit/agency.ts'
import { rootByKey } from '../_kit/fields.ts'
import { childList, openList, rootList } from '../_kit/lists.ts'
import { loadOne } from '../_kit/loaders.ts'
import { referenceBy } from '../_kit/reference.ts'
import type { RequestScope } from '../_kit/request-scope.ts'
import type { Row } from '../_kit/row.ts'
import { agencyFields, agencyOn, listAgencies } from './agencies.ts'
import { listUnits, unitFields, unitOn } from './units.ts'

/** The register: existence of persons and organizations, and what all databases refer to. */
export const resolvers: Readonly<Record<string, TypeResolvers>> = {
  Query: {
    person: rootByKey('persons', 'personalId'),
    persons: rootByKeys('persons', 'personalIds', 'personalId'),
    organization: rootByKey('organizations', 'taxCode'),
    organizations: rootByKeys('organizations', 'taxCodes', 'taxCode'),
    administrativeUnit: unitOn,
    administrativeUnits: listUnits,
    agency: agencyOn,
    agencies: listAgencies,
    codeList: rootByKey('codeLists', 'code'),
    codeLists: (_parent, args, scope) =>
      openList(scope, { collection: 'codeLists', filter: {}, order: { field: '_id', direction: 1 }, args }),
    procedure: rootByKey('procedures', 'code'),
    procedures: rootList({
      collection: 'procedures',
      where: { field: 'field' },
      orderBy: { code: 'code', name: 'name' },
    }),
  },
  Person: { __resolveReference: referenceBy('persons', 'personalId') },
  Organization: { __resolveReference: referenceBy('organizations', 'taxCode') },
  AdministrativeUnit: { __resolveReference: referenceBy('units', 'id'), ...unitFields },
  Agency: { __resolveReference: referenceBy('agencies', 'code'), ...agencyFields },
  CodeList: { __resolveReference: referenceBy('codeLists', 'code'), items: childList('codeItems', 'code', 'listCode') },
  CodeItem: {
    __resolveReference: referenceBy('codeItems', 'id'),
    parent: (row, _args, scope) => row.parentId && loadOne(scope, 'codeItems', 'id', row.parentId),
  },
  Procedure: {
    __resolveReference: referenceBy('procedures', 'code'),
    agency: (row, _args, scope) => row.agencyCode && loadOne(scope, 'agencies', 'code', row.agencyCode),
  },
}

/** Resolver of a root that takes many keys: one entry each, in their order, null where there is none. */
function rootByKeys(collection: string, argument: string, field: string): Resolver {
  return (_parent, args, scope: RequestScope): Promise<(Row | null)[]> => {
    const keys: string[] = args[argument]
    if (keys.length > limits.keysPerList) {
      throw badInput(argument, `Tối đa ${limits.keysPerList} mã một lần`, `At most ${limits.keysPerList} keys at once`)
    }
    return Promise.all(keys.map((key) => loadOne(scope, collection, field, key)))
  }
}
