import { type DocumentNode, Kind } from 'graphql'
import { namedType } from './read-sdl.ts'
import type { FilterInput } from './rules.ts'

/**
 * By name, the inputs that say which fields a filter or an order reads: an input field of
 * `<Type>Where` and a value of `<Type>OrderBy` bear the name of the field of `<Type>` that they
 * read (composition sees to it).
 */
export function filterInputs({ definitions }: DocumentNode): ReadonlyMap<string, FilterInput> {
  const inputs = new Map<string, FilterInput>()
  const nestings: { readonly nested: Map<string, FilterInput>; readonly takes: ReadonlyMap<string, string> }[] = []
  for (const definition of definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      const reads = subjectOf(definition.name.value, 'OrderBy')
      const fields = (definition.values ?? []).map(({ name }) => name.value)
      if (reads) inputs.set(definition.name.value, { kind: 'orderBy', reads, fields })
    }
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      const reads = subjectOf(definition.name.value, 'Where')
      if (!reads) continue
      const takes = new Map((definition.fields ?? []).map(({ name, type }) => [name.value, namedType(type)]))
      const nested = new Map<string, FilterInput>()
      nestings.push({ nested, takes })
      inputs.set(definition.name.value, { kind: 'where', reads, nested, fields: [...takes.keys()] })
    }
  }
  for (const { nested, takes } of nestings) {
    for (const [field, type] of takes) {
      const input = inputs.get(type)
      if (input) nested.set(field, input)
    }
  }
  return inputs
}

function subjectOf(name: string, suffix: string): string | null {
  return name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : null
}
