import { type DocumentNode, type FieldDefinitionNode, Kind, type NameNode, type TypeNode } from 'graphql'
import type { LintError, LintRule } from './rule.ts'
import { documentFields, fieldsByType } from './sdl/document-fields.ts'
import { namedType, recordType } from './sdl/type-shape.ts'

type Finding = Pick<LintError, 'coordinate' | 'problem' | 'mend'>
type Types = Map<string, Map<string, FieldDefinitionNode>>

/**
 * A province's graph is composed only if filters and orders say which field they read: each
 * input field of `<Type>Where` and each value of `<Type>OrderBy` bears the name of a field of
 * `<Type>` in the same subgraph, `where` and `orderBy` take the ones of the records that they
 * filter, and a filter of a record inside a filter is that record's. What a caller cannot read
 * it cannot filter or sort by, and the judge knows the field by these names alone.
 */
export const filterNames: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, document, own }) => {
    const types = fieldsByType(document)
    const inputs = inputsOf(own)
    const found = [
      ...inputs.flatMap((input) => filter(input, types, inputs)),
      ...orders(own, types),
      ...uses(own, inputs),
    ]
    return found.map((finding) => ({ rule: 'filter-names', subgraph, ...finding }))
  })

interface Input {
  readonly name: string
  readonly fields: readonly { readonly name: NameNode; readonly type: TypeNode }[]
}

function inputsOf(document: DocumentNode): Input[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || definition.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION
      ? [{ name: definition.name.value, fields: definition.fields ?? [] }]
      : [],
  )
}

function filter(input: Input, types: Types, inputs: readonly Input[]): Finding[] {
  const type = subjectOf(input.name, 'Where')
  if (!type) return []
  if (!types.has(type)) return [noSubject(input.name, type)]
  return input.fields.flatMap((field): Finding[] => {
    const coordinate = `${input.name}.${field.name.value}`
    const read = types.get(type)?.get(field.name.value)
    if (!read) return [noField(coordinate, type)]
    const record = recordType(read.type)
    const isFilterOfInput = inputs.some(({ name }) => name === namedType(field.type))
    if (!isFilterOfInput || !types.has(record) || namedType(field.type) === `${record}Where`) return []
    const problem = `filters a ${record} by ${namedType(field.type)}`
    return [{ coordinate, problem, mend: `use ${record}Where, so that the fields it reads are known` }]
  })
}

function orders(own: DocumentNode, types: Types): Finding[] {
  return own.definitions.flatMap((definition): Finding[] => {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION && definition.kind !== Kind.ENUM_TYPE_EXTENSION) return []
    const type = subjectOf(definition.name.value, 'OrderBy')
    if (!type) return []
    if (!types.has(type)) return [noSubject(definition.name.value, type)]
    return (definition.values ?? [])
      .filter((value) => !types.get(type)?.has(value.name.value))
      .map((value) => noField(`${definition.name.value}.${value.name.value}`, type))
  })
}

/** Arguments that filter or order: they take the type that the names above are checked on. */
function uses(own: DocumentNode, inputs: readonly Input[]): Finding[] {
  return documentFields(own).flatMap(({ coordinate: fieldCoordinate, typeName, field }) =>
    (field.arguments ?? []).flatMap((argument): Finding[] => {
      const { value: name } = argument.name
      const given = namedType(argument.type)
      const coordinate = `${fieldCoordinate}(${name}:)`
      const isFilter = name === 'where' || (typeName !== 'Mutation' && inputs.some((input) => input.name === given))
      if (!isFilter && name !== 'orderBy') return []
      const wanted = recordType(field.type) + (isFilter ? 'Where' : 'OrderBy')
      if (given === wanted) return []
      return [
        { coordinate, problem: `takes ${given}, which does not say what it reads`, mend: `let it take ${wanted}` },
      ]
    }),
  )
}

function subjectOf(name: string, suffix: string): string | null {
  return name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : null
}

function noSubject(coordinate: string, type: string): Finding {
  const problem = `this subgraph has no type ${type}`
  return { coordinate, problem, mend: 'name it after the type whose fields it reads' }
}

function noField(coordinate: string, type: string): Finding {
  const problem = `${type} has no field of this name in this subgraph`
  return { coordinate, problem, mend: `give it the name of the field of ${type} that it reads` }
}
