import type { FieldDefinitionNode } from 'graphql'
import { accessClasses } from '../access/access-class.ts'
import type { LintRule } from './rule.ts'
import { accessMarks, basisOf, classOf } from './sdl/access-of.ts'
import { documentFields } from './sdl/document-fields.ts'

/**
 * A province's graph is composed only if every field of every object and interface, the roots'
 * and those of extensions included, bears exactly one `@access` with one of the five classes
 * and a basis in words. What nobody classed would be open to whoever asks first. Fields that
 * the federation adds (`_entities`, `_service`) are in no document and never in the graph.
 */
export const unclassifiedField: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, document }) =>
    documentFields(document).flatMap(({ coordinate, field }) => {
      const fault = faultOf(field)
      return fault ? [{ rule: 'unclassified-field', subgraph, coordinate, ...fault }] : []
    }),
  )

function faultOf(field: FieldDefinitionNode): { problem: string; mend: string } | null {
  const [mark, ...more] = accessMarks(field)
  if (!mark) return { problem: 'has no `@access`', mend: 'add `@access(class: …, basis: "…")`' }
  if (more.length > 0) return { problem: 'has more than one `@access`', mend: 'keep one' }
  if (!classOf(mark)) {
    return { problem: 'its `@access` names no class', mend: `name one of ${accessClasses.join(', ')}` }
  }
  const basis = basisOf(mark)
  if (!basis)
    return { problem: 'its `@access` gives no basis', mend: 'say on what law or design choice the class rests' }
  if (basis !== basis.normalize('NFC')) return { problem: 'its basis is not in NFC', mend: 'write it in Unicode NFC' }
  return null
}
