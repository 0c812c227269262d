import { badInput } from '../../schema/errors/bad-input.ts'
import { limits } from '../../schema/limits.ts'
import type { Row } from './request-scope.ts'

/** GraphQL name of an input field → field of the row that it reads. */
export type FieldNames = Readonly<Record<string, string>>

/**
 * The MongoDB filter for a typed `where`. Values reach MongoDB only behind operators
 * that are written here, so no key of the input can become an operator.
 * @throws BAD_USER_INPUT with the input field's name, never its value
 */
export function filterFrom(where: Row | null | undefined, fields: FieldNames): Row {
  const conditions: Row[] = []
  for (const [name, condition] of Object.entries(where ?? {})) {
    if (condition === null || condition === undefined) continue
    const field = fields[name]
    if (field === undefined) throw new Error(`where.${name} names no field of the row`)
    conditions.push({ [field]: conditionOn(name, condition) })
  }
  return conditions.length === 0 ? {} : { $and: conditions }
}

function conditionOn(name: string, condition: unknown): Row {
  if (typeof condition !== 'object' || condition === null) return { $eq: condition }
  const given = condition as Row
  const operators: Row = {}
  if (given.from != null) operators.$gte = given.from
  if (given.to != null) operators.$lte = given.to
  if (given.equals != null) operators.$eq = bounded(name, given.equals)
  if (given.in != null) operators.$in = boundedList(name, given.in)
  if (given.startsWith != null) operators.$regex = prefix(bounded(name, given.startsWith))
  if (Object.keys(operators).length === 0) {
    throw badInput(`where.${name}`, 'Điều kiện lọc trống', 'The condition is empty; leave it out or give a value')
  }
  return operators
}

/** Text is NFC in the databases (a design choice), so that both forms of a name find it. */
function bounded(name: string, text: string): string {
  if (text.length > limits.filterTextChars) {
    throw badInput(`where.${name}`, `Giá trị lọc dài quá ${limits.filterTextChars} ký tự`, `The value has more than ${limits.filterTextChars} characters`)
  }
  return text.normalize('NFC')
}

function boundedList(name: string, values: readonly string[]): string[] {
  if (values.length > limits.valuesPerFilter) {
    throw badInput(`where.${name}`, `Nhiều hơn ${limits.valuesPerFilter} giá trị`, `More than ${limits.valuesPerFilter} values`)
  }
  return values.map((value) => bounded(name, value))
}

/** Anchored and escaped: an index serves it and no pattern of the caller runs. */
function prefix(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)
}
