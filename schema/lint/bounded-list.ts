import { limits } from '../limits.ts'
import type { LintError, LintedSubgraph, LintRule } from './rule.ts'
import { documentFields } from './sdl/document-fields.ts'
import { isList } from './sdl/type-shape.ts'

type Finding = Pick<LintError, 'coordinate' | 'problem' | 'mend'>

/**
 * A province's graph is composed only if every plain list is bounded by a key, a family or a
 * legal act: the manifest's `boundedLists` names it, with the most entries there can be and
 * why. Every other list is a connection, whose pages are bounded for all. Lists that a caller
 * sends (arguments, `in`) are not judged here: the request's size, `limits.keysPerList` and
 * `limits.valuesPerFilter` bound them at run time.
 */
export const boundedList: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap((subgraph) =>
    [...undeclared(subgraph), ...entries(subgraph)].map((finding) => ({
      rule: 'bounded-list',
      subgraph: subgraph.name,
      ...finding,
    })),
  )

function undeclared({ own, agency }: LintedSubgraph): Finding[] {
  return documentFields(own)
    .filter(({ coordinate, field }) => isList(field.type) && !Object.hasOwn(agency.manifest.boundedLists, coordinate))
    .map(({ coordinate }) => ({
      coordinate,
      problem: 'is a plain list that nothing bounds',
      mend: 'make it a connection, or name its bound and the reason in `boundedLists` of the manifest',
    }))
}

function entries({ own, agency }: LintedSubgraph): Finding[] {
  const lists = new Set(
    documentFields(own).flatMap(({ coordinate, field }) => (isList(field.type) ? [coordinate] : [])),
  )
  return Object.entries(agency.manifest.boundedLists).flatMap(([coordinate, { most, because }]): Finding[] => {
    if (!lists.has(coordinate)) {
      const problem = '`boundedLists` names it, but the schema has no such list'
      return [{ coordinate, problem, mend: 'remove the entry or correct its coordinate' }]
    }
    if (!Number.isInteger(most) || most < 1 || most > limits.boundedListEntries) {
      const problem = `\`boundedLists\` gives ${most} as its bound`
      return [{ coordinate, problem, mend: `give 1 to ${limits.boundedListEntries}, or make it a connection` }]
    }
    if (because.trim() === '') {
      return [{ coordinate, problem: '`boundedLists` gives no reason', mend: 'say which key, family or act bounds it' }]
    }
    return []
  })
}
