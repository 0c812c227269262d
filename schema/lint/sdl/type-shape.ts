import { Kind, type TypeNode } from 'graphql'

/** The type's name without its lists and exclamation marks. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}

/** Whether a type ends in `!`. */
export function isNonNull(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE
}

/** Whether a type is a list, non-null or not. */
export function isList(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE
}

const connectionSuffix = 'Connection'

/** The type of the records that a field leads to: that of the nodes where it is a connection. */
export function recordType(type: TypeNode): string {
  const name = namedType(type)
  return isConnection(type) ? name.slice(0, -connectionSuffix.length) : name
}

/** Connections are generated, so their name tells them. */
export function isConnection(type: TypeNode): boolean {
  const name = namedType(type)
  return name.endsWith(connectionSuffix) && name !== connectionSuffix
}
