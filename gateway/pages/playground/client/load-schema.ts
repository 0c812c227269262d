import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql'
import { ask } from './ask.ts'

/** Asks the hub for its schema. Undefined where it does not answer or does not tell. */
export async function loadSchema(endpoint: string, signal: AbortSignal): Promise<GraphQLSchema | undefined> {
  const question = { query: getIntrospectionQuery(), variables: {}, operationName: 'IntrospectionQuery' }
  const outcome = await ask(endpoint, question, signal)
  if (outcome.kind !== 'answered' || !outcome.body.data) return undefined
  try {
    return buildClientSchema(outcome.body.data as IntrospectionQuery)
  } catch {
    return undefined
  }
}
