import type { FieldDefinitionNode } from 'graphql'
import type { LintError, LintRule } from './rule.ts'
import { accessOf } from './sdl/access-of.ts'
import { documentFields } from './sdl/document-fields.ts'
import { isConnection, isList, isNonNull } from './sdl/type-shape.ts'

/** Where the scope of the data subject begins, and whether one record is answered there or a page. */
const subjectRoots: Readonly<Record<string, 'record' | 'page'>> = {
  'Viewer.person': 'record',
  'Query.myAccessLog': 'page',
}

/** What a page may be asked by; none of it says whose data they are. */
const paging: ReadonlySet<string> = new Set(['first', 'after', 'from', 'to'])

/**
 * A province's graph is composed only if the roots of the data subject stand open to whoever the token
 * says is one: OPEN, nullable (null where the token names no person), and without an argument by which
 * the caller could say whose record it is. The token alone says that; below these roots everything about
 * the person is told to the person.
 */
export const subjectRootsOpen: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, own }) =>
    documentFields(own).flatMap(({ coordinate, field }) => {
      const shape = subjectRoots[coordinate]
      const found = shape ? faults(field, coordinate, shape) : []
      return found.map((fault) => ({ rule: 'subject-roots-open', subgraph, ...fault }))
    }),
  )

function faults(
  field: FieldDefinitionNode,
  coordinate: string,
  shape: 'record' | 'page',
): Pick<LintError, 'coordinate' | 'problem' | 'mend'>[] {
  const found: Pick<LintError, 'coordinate' | 'problem' | 'mend'>[] = []
  const access = accessOf(field)
  if (access && access.class !== 'OPEN') {
    const problem = `is ${access.class}, so that persons could not read what the hub holds of them`
    found.push({ coordinate, problem, mend: 'class it OPEN; the token says whose record it is' })
  }
  if (isNonNull(field.type)) {
    found.push({ coordinate, problem: 'is non-null, and not every token names a person', mend: 'remove its last `!`' })
  }
  const isPage = isConnection(field.type)
  if (isList(field.type) || isPage !== (shape === 'page')) {
    found.push({ coordinate, problem: `does not answer one ${shape}`, mend: `let it answer one ${shape}` })
  }
  for (const { name } of field.arguments ?? []) {
    if (shape === 'page' && paging.has(name.value)) continue
    const problem = 'lets the caller say whose data are asked'
    found.push({ coordinate: `${coordinate}(${name.value}:)`, problem, mend: 'remove it; the token alone says so' })
  }
  return found
}
