import { parse } from 'graphql'
import { accessClasses } from '../access/access-class.ts'
import type { LintError } from '../lint/rule.ts'
import { accessOf } from '../lint/sdl/access-of.ts'
import { documentFields } from '../lint/sdl/document-fields.ts'

/** One line on a supergraph: subgraphs, types with fields, fields by class. */
export function summary(supergraph: string, subgraphs: number): string {
  const fields = documentFields(parse(supergraph))
  const types = new Set(fields.map(({ typeName }) => typeName)).size
  const classes = accessClasses.map((name) => {
    return `${name} ${fields.filter(({ field }) => accessOf(field)?.class === name).length}`
  })
  return `${subgraphs} subgraphs, ${types} types, ${fields.length} fields: ${classes.join(', ')}`
}

/** An error on one line: where, which rule, what is wrong, what mends it. */
export function errorLine({ subgraph, coordinate, rule, problem, mend }: LintError): string {
  return `${subgraph} ${coordinate} ${rule}: ${problem} → ${mend}`
}
