import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind, visit } from 'graphql'
import type { LintError, LintRule } from './rule.ts'
import { textArgument } from './sdl/directive-argument.ts'

const accessUrl = /\/access\/v\d/

/**
 * A province's graph is composed only if `@access` bears this name in every subgraph: a link that
 * imports it under another one, or leaves the import out so that it would be `@access__access`, is
 * refused, and so is a second definition. A rule that is read by its name is no rule under another
 * (CVE-2025-64347), and the fields that bear it would stand there unclassified.
 */
export const accessNotRenamed: LintRule = ({ subgraphs, prelude }) => [
  ...renamings(prelude, 'prelude'),
  ...subgraphs.flatMap(({ name, own }) => renamings(own, name)),
]

function renamings(document: DocumentNode, subgraph: string): LintError[] {
  const found: LintError[] = []
  const refuse = (coordinate: string, problem: string) => {
    const mend = 'leave `@access` and its link to the prelude, and write `@access(class: …, basis: "…")`'
    found.push({ rule: 'access-not-renamed', subgraph, coordinate, problem, mend })
  }
  visit(document, {
    Directive(directive) {
      const { value: name } = directive.name
      if (/(^|_)access$/.test(name) && name !== 'access') refuse(`@${name}`, 'is `@access` under another name')
      if (name === 'link') for (const problem of linkFaults(directive as ConstDirectiveNode)) refuse('schema', problem)
    },
  })
  return found
}

/** What is wrong with a link of the access rule; nothing for any other link that leaves the rule's name alone. */
function linkFaults(link: ConstDirectiveNode): string[] {
  const url = textArgument(link, 'url') ?? ''
  const imports = link.arguments?.find(({ name }) => name.value === 'import')?.value
  const entries = imports?.kind === Kind.LIST ? imports.values : []
  const taken = entries.map(importedAs).filter(({ name, as }) => name === '@access' || as === '@access')
  const renamed = taken.filter(({ name, as }) => name !== as).map(({ name, as }) => `imports \`${name}\` as \`${as}\``)
  const isAccess = accessUrl.test(url)
  if (isAccess && taken.length === 0) return ['links the access rule without importing `@access`']
  if (!isAccess && taken.length > renamed.length) return [`imports an \`@access\` that is not the hub’s`]
  return renamed
}

/** What an entry of `import` takes, and under which name. */
function importedAs(entry: ConstValueNode): { name: string; as: string } {
  if (entry.kind === Kind.STRING) return { name: entry.value, as: entry.value }
  const fields = entry.kind === Kind.OBJECT ? entry.fields : []
  const text = (key: string) => {
    const value = fields.find(({ name }) => name.value === key)?.value
    return value?.kind === Kind.STRING ? value.value : ''
  }
  return { name: text('name'), as: text('as') || text('name') }
}
