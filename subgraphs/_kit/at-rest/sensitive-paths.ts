import type { Schema } from 'mongoose'

/**
 * How a field is sealed: `row` binds the value to its row, so that equal values differ; `equal`
 * gives equal values equal texts, for what is looked up or grouped by.
 */
export type SealedForm = 'row' | 'equal'

/** A field of a collection that is sealed at rest. */
export interface SensitivePath {
  readonly field: string
  readonly form: SealedForm
  /** Coordinates of the SDL whose values lie in this field; what is only derived from them names none. */
  readonly answers: readonly string[]
}

const known = new WeakMap<Schema, readonly SensitivePath[]>()

/**
 * The fields of a schema that bear the mark `sensitive` in `model.ts`, with the coordinates that
 * `answers` names. @throws for a mark below the first level: a sealed field is sealed as a whole
 */
export function sensitivePaths(schema: Schema): readonly SensitivePath[] {
  let paths = known.get(schema)
  if (!paths) {
    paths = readPaths(schema)
    known.set(schema, paths)
  }
  return paths
}

function readPaths(schema: Schema): SensitivePath[] {
  return Object.entries(schema.paths).flatMap(([field, { options }]) => {
    const { sensitive: form, answers = [] } = options as { sensitive?: SealedForm; answers?: readonly string[] }
    if (form === undefined) return []
    if (form !== 'row' && form !== 'equal') throw new Error(`${field}: \`sensitive\` is 'row' or 'equal'`)
    if (field.includes('.') || field === '_id') throw new Error(`${field}: only a whole field of a row can be sealed`)
    return [{ field, form, answers }]
  })
}
