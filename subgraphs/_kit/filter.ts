import { badInput } from '../../schema/errors/bad-input.ts'
import { limits } from '../../schema/limits.ts'
import type { Row } from './row.ts'

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
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined) throw new Error(`where.${name} names no field of the row`)
    if (field === 'unitId') requireUnitKey(name, condition)
    conditions.push({ [field]: conditionOn(name, condition) })
  }
  return conditions.length === 0 ? {} : { $and: conditions }
}

/** A unit's code alone names several units in time; without this a bare code would quietly match nothing. */
function requireUnitKey(name: string, condition: unknown): void {
  if (typeof condition !== 'string' || condition.includes('@')) return
  throw badInput(
    `where.${name}`,
    'Cần khóa của đơn vị, dạng mã@ngày (trường id của AdministrativeUnit)',
    'Takes the key of a unit, code@validFrom (the field `id` of AdministrativeUnit)',
  )
}

function conditionOn(name: string, condition: unknown): Row {
  if (typeof condition !== 'object') return { $eq: operand(name, condition) }
  const given = condition as Row
  const operators: Row = {}
  if (given.from != null) operators.$gte = operand(name, given.from)
  if (given.to != null) operators.$lte = operand(name, given.to)
  if (given.equals != null) operators.$eq = operand(name, given.equals)
  if (given.in != null) operators.$in = operands(name, given.in)
  if (given.startsWith != null) operators.$regex = prefix(String(operand(name, given.startsWith)))
  if (Object.keys(operators).length === 0) {
    throw badInput(`where.${name}`, 'Điều kiện lọc trống', 'The condition is empty; leave it out or give a value')
  }
  return operators
}

/** Text is NFC in the databases (a design choice), so that both forms of a name find it. */
function operand(name: string, value: unknown): string | number | boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'string')
    throw badInput(`where.${name}`, 'Giá trị lọc không đúng kiểu', 'The value has another type')
  if (value.length <= limits.filterTextChars) return value.normalize('NFC')
  const most = limits.filterTextChars
  throw badInput(`where.${name}`, `Giá trị lọc dài quá ${most} ký tự`, `The value has more than ${most} characters`)
}

function operands(name: string, values: unknown): unknown[] {
  const list = Array.isArray(values) ? values : [values]
  if (list.length <= limits.valuesPerFilter) return list.map((value) => operand(name, value))
  const most = limits.valuesPerFilter
  throw badInput(`where.${name}`, `Nhiều hơn ${most} giá trị`, `More than ${most} values`)
}

/**
 * Anchored and escaped: an index serves it and no pattern of the caller runs. A text and no
 * RegExp, whose source JavaScript escapes in ways that MongoDB's engine does not read.
 */
function prefix(text: string): string {
  return `^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\0', '\\x00')}`
}
