import { type DirectiveNode, Kind } from 'graphql'

interface Marked {
  readonly directives?: readonly DirectiveNode[]
}

/** The uses of a directive on a node, in their order. */
export function directivesNamed(node: Marked, name: string): readonly DirectiveNode[] {
  return (node.directives ?? []).filter((directive) => directive.name.value === name)
}

/** A text argument of a directive, null where it is absent or no text. */
export function textArgument(directive: DirectiveNode, name: string): string | null {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value
  return value?.kind === Kind.STRING ? value.value : null
}
