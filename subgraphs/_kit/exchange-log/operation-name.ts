import { type DocumentNode, getOperationAST } from 'graphql'
import { limits } from '../../../schema/limits.ts'

/** An identifier of anybody or anything has more digits in a row than a name of an operation needs. */
const digitsTold = 3

/**
 * The name of the operation as the log tells it; null where it has none. The caller writes it, so
 * one that could hold an identifier is left out: the log holds no value of a record.
 */
export function loggedOperationName(document: DocumentNode, operationName: string | null | undefined): string | null {
  const name = getOperationAST(document, operationName)?.name?.value
  if (name === undefined || name.length > limits.nameChars) return null
  return new RegExp(`\\d{${digitsTold + 1}}`).test(name) ? null : name
}
