import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import { type Standing, start, step } from './oracle.ts'
import { wellFormed } from './random-document.ts'

/** The shortest way to the records of a type on which one stands at them as said. */
export interface Way {
  readonly type: string
  readonly fields: readonly string[]
  readonly standing: Standing
}

/**
 * One way for each type and each standing that can be reached from the root, over fields that pass;
 * breadth first, so that the shortest is found.
 */
export function waysOver(schema: GraphQLSchema, passes: (coordinate: string, standing: Standing) => boolean): Way[] {
  const ways: Way[] = [{ type: 'Query', fields: [], standing: start }]
  const seen = new Set<string>()
  for (const { type, fields, standing } of ways) {
    for (const field of fieldsOf(schema, type)) {
      const coordinate = `${type}.${field.name}`
      const answers = getNamedType(field.type)
      if (!isCompositeType(answers) || !passes(coordinate, standing)) continue
      const next = step(standing, coordinate, answers.name)
      const name = [answers.name, next.by, next.from].join()
      if (seen.has(name)) continue
      seen.add(name)
      ways.push({ type: answers.name, fields: [...fields, coordinate], standing: next })
    }
  }
  return ways
}

/** The fields of an object type. */
export function fieldsOf(schema: GraphQLSchema, typeName: string): readonly GraphQLField<unknown, unknown>[] {
  const type = schema.getType(typeName)
  return isObjectType(type) ? Object.values(type.getFields()) : []
}

/** The operation that asks the last of these fields, with the arguments that are required. */
export function wayDocument(schema: GraphQLSchema, way: readonly string[]): string {
  const [coordinate, ...below] = way
  const [typeName = '', name = ''] = coordinate?.split('.') ?? []
  const field = fieldsOf(schema, typeName).find((one) => one.name === name)
  if (!field) throw new Error(`no field ${coordinate}`)
  const given = field.args
    .filter(isRequiredArgument)
    .map((one) => `${one.name}: ${wellFormed(getNamedType(one.type).name)}`)
  const inner = below.length > 0 ? wayDocument(schema, below) : '{ __typename }'
  const selection = isCompositeType(getNamedType(field.type)) ? ` ${inner}` : ''
  return `{ ${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection} }`
}

/** How a list reads one field of its rows without answering it. */
export type Use = 'filter' | 'sort' | 'aggregate'

/** The operations that read a field of a type by a list's arguments, each with the root that takes them. */
export function readingDocuments(
  schema: GraphQLSchema,
  coordinate: string,
): { readonly use: Use; readonly root: string; readonly text: string }[] {
  const [typeName = '', field = ''] = coordinate.split('.')
  return fieldsOf(schema, 'Query').flatMap(({ name, args }) => {
    const takes = (argument: string, input: string) =>
      args.some((one) => one.name === argument && getNamedType(one.type).name === `${typeName}${input}`)
    const root = `Query.${name}`
    return [
      ...(takes('where', 'Where')
        ? [
            { use: 'filter' as const, root, text: `{ ${name}(where: { ${field}: null }) { __typename } }` },
            { use: 'aggregate' as const, root, text: `{ ${name}(where: { ${field}: null }) { totalCount } }` },
          ]
        : []),
      ...(takes('orderBy', 'OrderBy')
        ? [{ use: 'sort' as const, root, text: `{ ${name}(orderBy: ${field}) { __typename } }` }]
        : []),
    ]
  })
}
