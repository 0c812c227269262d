import type { FieldNode } from 'graphql'
import type { RowLimit } from './row-scope.ts'

/** Limits on the rows of one place; all of them must hold. */
export type Limits = readonly RowLimit[]

/** All rows. */
export const unlimited: Limits = Object.freeze([])

const limited = new WeakMap<FieldNode, Limits>()

/**
 * The limits on rows at one place of a judged document; all of them must hold. A list has the one
 * of its own coordinate and one for each field that its filter and order read: a filter must not
 * reach rows in which its field cannot be read.
 */
export function limitsAt(node: FieldNode | undefined): Limits {
  return (node && limited.get(node)) ?? unlimited
}

/** Written by the judge for a node that it has made for one decision set, and by nobody else. */
export function limitRows(node: FieldNode, limits: Limits): void {
  limited.set(node, limits)
}
