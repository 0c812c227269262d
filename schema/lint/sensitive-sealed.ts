import { type SensitivePath, sensitivePaths } from '../../subgraphs/_kit/at-rest/sensitive-paths.ts'
import type { LintError, LintedSubgraph, LintRule } from './rule.ts'
import { accessOf } from './sdl/access-of.ts'
import { directivesNamed } from './sdl/directive-argument.ts'
import { type DocumentField, documentFields } from './sdl/document-fields.ts'
import { recordType } from './sdl/type-shape.ts'

type Finding = Pick<LintError, 'coordinate' | 'problem' | 'mend'>

/**
 * A province's graph is composed only if every SENSITIVE field that an agency resolves is
 * encrypted at rest: a field of its rows bears the mark `sensitive` in `model.ts` and names the
 * coordinate in `answers`. A field that only leads to records is covered where all their fields
 * are SENSITIVE themselves. A mark names nothing that is not SENSITIVE here, and a sealed field
 * has no index but one that finds equal values.
 */
export const sensitiveSealed: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap((subgraph) =>
    [...unsealed(subgraph), ...misnamed(subgraph), ...misindexed(subgraph)].map((finding) => ({
      rule: 'sensitive-sealed',
      subgraph: subgraph.name,
      ...finding,
    })),
  )

function unsealed(subgraph: LintedSubgraph): Finding[] {
  const answered = new Set(marksOf(subgraph).flatMap(({ path }) => path.answers))
  const fields = documentFields(subgraph.own)
  return fields
    .filter((one) => isSensitive(one) && !answered.has(one.coordinate) && !leadsToSensitive(one, fields))
    .map(({ coordinate }) => ({
      coordinate,
      problem: 'is SENSITIVE, and no sealed field of a row answers it',
      mend: `write \`sensitive: 'row', answers: ['${coordinate}']\` on the field of the row in model.ts`,
    }))
}

function misnamed(subgraph: LintedSubgraph): Finding[] {
  const sensitive = new Set(
    documentFields(subgraph.own)
      .filter(isSensitive)
      .map(({ coordinate }) => coordinate),
  )
  return marksOf(subgraph).flatMap(({ place, path }) =>
    path.answers
      .filter((coordinate) => !sensitive.has(coordinate))
      .map((coordinate) => ({
        coordinate: place,
        problem: `\`answers\` names ${coordinate}, which is no SENSITIVE field of this schema`,
        mend: 'correct the coordinate, or remove it',
      })),
  )
}

function misindexed(subgraph: LintedSubgraph): Finding[] {
  return marksOf(subgraph).flatMap(({ place, path, collection }): Finding[] => {
    const indexes = subgraph.agency.collections[collection]?.schema.indexes() ?? []
    const own = indexes.filter(([fields]) => Object.keys(fields).includes(path.field))
    if (own.length === 0) return []
    if (path.form === 'row') {
      const mend = "remove the index, or seal it by `sensitive: 'equal'` where equal values are looked up"
      return [{ coordinate: place, problem: 'is sealed to its row and has an index that finds nothing', mend }]
    }
    if (!own.some(([, options]) => options?.unique)) return []
    const problem = 'is sealed and has a unique index, which two keys would break while they are rotated'
    return [{ coordinate: place, problem, mend: 'leave `unique` out' }]
  })
}

interface Mark {
  readonly collection: string
  /** `collection.field`. */
  readonly place: string
  readonly path: SensitivePath
}

function marksOf({ agency }: LintedSubgraph): Mark[] {
  return Object.entries(agency.collections).flatMap(([collection, { schema }]) =>
    sensitivePaths(schema).map((path) => ({ collection, place: `${collection}.${path.field}`, path })),
  )
}

function isSensitive({ field }: DocumentField): boolean {
  return accessOf(field)?.class === 'SENSITIVE' && directivesNamed(field, 'external').length === 0
}

function leadsToSensitive({ field }: DocumentField, fields: readonly DocumentField[]): boolean {
  const below = fields.filter(({ typeName }) => typeName === recordType(field.type))
  return below.length > 0 && below.every(isSensitive)
}
