import type { Resolver } from './agency.ts'

const admitting = Symbol('admits its own row')

/** Marks a resolver that reads a row of its own and asks `scope.limit` whether that row may be read. */
export function admitsItsRow(resolver: Resolver): Resolver {
  return Object.assign(resolver, { [admitting]: true })
}

/** Tells a resolver that was marked so. */
export function asksForItsRow(resolver: object): boolean {
  return admitting in resolver
}
