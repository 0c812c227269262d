import { type ConstDirectiveNode, type FieldDefinitionNode, Kind } from 'graphql'
import { type AccessClass, accessClasses } from '../../access/access-class.ts'

export interface Access {
  readonly class: AccessClass
  readonly basis: string
}

/** The `@access` marks of a field; there should be one. */
export function accessMarks(field: FieldDefinitionNode): readonly ConstDirectiveNode[] {
  return (field.directives ?? []).filter((directive) => directive.name.value === 'access')
}

/** Class and basis of a field; null where the mark is absent, repeated or not whole. */
export function accessOf(field: FieldDefinitionNode): Access | null {
  const [mark, ...more] = accessMarks(field)
  if (!mark || more.length > 0) return null
  const access = { class: classOf(mark), basis: basisOf(mark) }
  return access.class && access.basis ? { class: access.class, basis: access.basis } : null
}

/** The class that a mark names, null if it is none of the five. */
export function classOf(mark: ConstDirectiveNode): AccessClass | null {
  const value = argument(mark, 'class')
  if (value?.kind !== Kind.ENUM) return null
  return accessClasses.find((name) => name === value.value) ?? null
}

/** The basis that a mark gives, null if it is empty. */
export function basisOf(mark: ConstDirectiveNode): string | null {
  const value = argument(mark, 'basis')
  return value?.kind === Kind.STRING && value.value.trim() !== '' ? value.value : null
}

/** The mark as SDL, to be copied into a schema. */
export function printAccess(access: Access): string {
  return `@access(class: ${access.class}, basis: ${JSON.stringify(access.basis)})`
}

function argument(mark: ConstDirectiveNode, name: string) {
  return mark.arguments?.find((one) => one.name.value === name)?.value
}
