import { type FieldNode, Kind, type OperationDefinitionNode, type ValueNode } from 'graphql'
import { namedType } from './read-sdl.ts'
import type { AccessRules, FieldRule, FilterInput } from './rules.ts'

type Variables = Readonly<Record<string, unknown>>

/** Which values the variables have, as far as the judge may look: never the values of conditions. */
export interface Given {
  readonly variables: Variables
  readonly defaults: ReadonlyMap<string, ValueNode>
  /** For a preview without variables: each counts as every field of its type. */
  readonly assumeAll: boolean
}

/** One coordinate that a filter or an order reads, and the argument by which it does. */
export interface Reading {
  readonly type: string
  readonly field: string
  readonly via: string
}

/** The fields that the filters and the order of one field read, in the order of the document. */
export function readings(node: FieldNode, rule: FieldRule, given: Given): readonly Reading[] {
  if (rule.filters.length === 0) return none
  const found: Reading[] = []
  for (const { name, value } of node.arguments ?? []) {
    const argument = rule.filters.find((filter) => filter.name === name.value)
    if (!argument) continue
    const via = `${rule.coordinate}(${argument.name}:)`
    const note = (type: string, field: string) => void found.push({ type, field, via })
    readLiteral(value, argument.input, given, note)
  }
  return found
}

const none: readonly Reading[] = Object.freeze([])

type Note = (type: string, field: string) => void

function readLiteral(value: ValueNode, input: FilterInput, given: Given, note: Note): void {
  if (value.kind === Kind.VARIABLE) {
    readVariable(value.name.value, input, given, note)
    return
  }
  if (value.kind === Kind.LIST) {
    for (const one of value.values) readLiteral(one, input, given, note)
    return
  }
  if (input.kind === 'orderBy') {
    if (value.kind === Kind.ENUM) note(input.reads, value.value)
    return
  }
  if (value.kind !== Kind.OBJECT) return
  for (const { name, value: inner } of value.fields) {
    note(input.reads, name.value)
    const nested = input.nested.get(name.value)
    if (nested) readLiteral(inner, nested, given, note)
  }
}

function readVariable(name: string, input: FilterInput, given: Given, note: Note): void {
  if (Object.hasOwn(given.variables, name) && given.variables[name] !== undefined) {
    readValue(given.variables[name], input, note)
    return
  }
  const fallback = given.defaults.get(name)
  if (fallback) readLiteral(fallback, input, given, note)
  else if (given.assumeAll) assumeAll(input, note, new Set())
}

function readValue(value: unknown, input: FilterInput, note: Note): void {
  if (Array.isArray(value)) {
    for (const one of value) readValue(one, input, note)
    return
  }
  // Only the name of the order is looked at; it says which field is read, and is no datum.
  if (input.kind === 'orderBy') {
    if (typeof value === 'string') note(input.reads, value)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [field, inner] of Object.entries(value)) {
    note(input.reads, field)
    const nested = input.nested.get(field)
    if (nested) readValue(inner, nested, note)
  }
}

function assumeAll(input: FilterInput, note: Note, seen: Set<FilterInput>): void {
  if (seen.has(input)) return
  seen.add(input)
  for (const field of input.fields) note(input.reads, field)
  if (input.kind === 'where') for (const nested of input.nested.values()) assumeAll(nested, note, seen)
}

/**
 * Which fields the variables of an operation make it read: equal for two sets of values that are
 * judged alike, and never a value of a condition. Empty where no variable filters or orders.
 */
export function fieldsGiven(rules: AccessRules, operation: OperationDefinitionNode, variables: Variables): string {
  const found: string[] = []
  for (const { variable, type } of operation.variableDefinitions ?? []) {
    const input = rules.inputs.get(namedType(type))
    if (!input) continue
    const name = variable.name.value
    found.push(`${name}${Object.hasOwn(variables, name) ? '' : ' absent'}:`)
    // As JSON: behind a foreign router nobody has yet seen to it that these are names.
    readValue(variables[name], input, (reads, field) => void found.push(JSON.stringify([reads, field])))
  }
  return found.join(' ')
}

/** The defaults that an operation gives its variables. */
export function defaultsOf(operation: OperationDefinitionNode): ReadonlyMap<string, ValueNode> {
  const defaults = new Map<string, ValueNode>()
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue) defaults.set(variable.name.value, defaultValue)
  }
  return defaults
}
