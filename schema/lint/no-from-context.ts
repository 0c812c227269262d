import { type DocumentNode, Kind, visit } from 'graphql'
import type { LintError, LintRule } from './rule.ts'

const unloadable = 'the gateway loads no graph that uses it'

/** Directives of Apollo that carry or imply access rules, and why each cannot be had here. */
const refused: Readonly<Record<string, { problem: string; mend: string }>> = {
  authenticated: { problem: unloadable, mend: 'say who may read it by the class of `@access`' },
  requiresScopes: { problem: unloadable, mend: 'say who may read it by the class of `@access`' },
  policy: { problem: unloadable, mend: 'say who may read it by the class of `@access`' },
  context: {
    problem: `${unloadable}, and the field that a context hands on would be read without its class`,
    mend: 'take the value by `@requires`, which is checked against the class of what it reads',
  },
  fromContext: {
    problem: `${unloadable}, and it would read a field without its class`,
    mend: 'take the value by `@requires`, which is checked against the class of what it reads',
  },
}

/**
 * A province's graph is composed only if `@access` is its one rule of access: Apollo's own
 * `@authenticated`, `@requiresScopes` and `@policy`, and `@context` with `@fromContext`, which hands a
 * field's value to another past any rule, are in no subgraph and in no link, under whatever name.
 */
export const noFromContext: LintRule = ({ subgraphs, prelude }) => [
  ...uses(prelude, 'prelude'),
  ...subgraphs.flatMap(({ name, own }) => uses(own, name)),
]

function uses(document: DocumentNode, subgraph: string): LintError[] {
  const found: LintError[] = []
  const refuse = (name: string) => {
    // Behind the prefix of a link it is `@federation__policy`.
    const fault = refused[name.replace(/^.*__/, '')]
    if (fault) found.push({ rule: 'no-from-context', subgraph, coordinate: `@${name}`, ...fault })
  }
  visit(document, {
    Directive(directive) {
      refuse(directive.name.value)
      if (directive.name.value !== 'link') return
      visit(directive, {
        StringValue({ value }) {
          if (/^@\w+$/.test(value)) refuse(value.slice(1))
        },
      })
    },
    enter(node) {
      if (node.kind === Kind.DIRECTIVE_DEFINITION) refuse(node.name.value)
    },
  })
  return found
}
