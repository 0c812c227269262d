import type { PipelineStage } from 'mongoose'
import { limits } from '../../../schema/limits.ts'
import type { FieldNames } from '../filter.ts'
import type { RequestScope } from '../request-scope.ts'
import type { Row } from '../row.ts'
import { isSealed, openKey, underCurrentKey } from './stored-keys.ts'

/** Whether any of the fields is sealed and may stand under two keys at this moment. */
export function isRotating(scope: RequestScope, collection: string, fields: readonly string[]): boolean {
  return fields.some((field) => isSealed(scope, collection, field)) && scope.atRest.ring().former.length > 0
}

/**
 * Ends a count that was taken while keys are rotated: what was counted for each subject and
 * group is brought under the current key, added up where it stood under two, and given back to
 * MongoDB for the rest of the pipeline. No plain value travels.
 * @param counted documents `{_id: {by, subject}, count, …sums}`
 */
export async function regrouped(
  scope: RequestScope,
  of: { readonly collection: string; readonly by: FieldNames; readonly subject: string },
  counted: readonly Row[],
  publish: PipelineStage[],
): Promise<Row[]> {
  const { collection, by, subject } = of
  const texts = new Map<string, unknown>()
  const current = (field: string, stored: unknown) => {
    if (!isSealed(scope, collection, field)) return stored
    const name = `${field} ${stored}`
    if (!texts.has(name)) texts.set(name, underCurrentKey(scope, collection, field, stored))
    return texts.get(name)
  }
  const added = new Map<string, Row>()
  for (const { _id, ...figures } of counted) {
    const dimensions = Object.entries(by).map(([name, field]) => [name, current(field, _id.by[name])])
    const id = { by: Object.fromEntries(dimensions), subject: current(subject, _id.subject) }
    const name = JSON.stringify(id)
    const known = added.get(name)
    if (!known) added.set(name, { _id: id, ...figures })
    else for (const [figure, value] of Object.entries(figures)) known[figure] += value
  }
  const { db } = scope.collection(collection)
  const options = { maxTimeMS: limits.databaseCommandMs, batchSize: limits.databaseBatchRows }
  return db.aggregate<Row>([{ $documents: [...added.values()] }, ...publish] as PipelineStage[], options)
}

/** Rows of totals with their sealed dimensions opened. */
export function openDimensions(scope: RequestScope, collection: string, by: FieldNames, rows: readonly Row[]): Row[] {
  const sealed = Object.entries(by).filter(([, field]) => isSealed(scope, collection, field))
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(sealed.map(([name, field]) => [name, openKey(scope, collection, field, row[name])])),
  }))
}

/** Rows by their dimensions in the order named, as MongoDB orders them: null first. */
export function inOrder(rows: readonly Row[], names: readonly string[]): Row[] {
  return [...rows].sort((one, other) => {
    const name = names.find((each) => one[each] !== other[each])
    if (name === undefined) return 0
    if (one[name] === null || other[name] === null) return one[name] === null ? -1 : 1
    return one[name] < other[name] ? -1 : 1
  })
}
