import { type CompositionResult, composeServices } from '@apollo/composition'
import { GraphQLError } from 'graphql'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'
import { type Glossaries, readGlossaries } from '../lint/province/glossary-terms.ts'
import { lintInput } from '../lint/province/lint-input.ts'
import type { LintError, LintInput } from '../lint/rule.ts'
import { lint } from '../lint/rules.ts'
import { compositionErrors } from './composition-errors.ts'
import { inputHash, stamp } from './input-hash.ts'
import { lostClasses } from './lost-classes.ts'

export type Composed = { readonly supergraph: string } | { readonly errors: readonly LintError[] }

/**
 * The province's supergraph: every rule of `schema/lint` first, then Apollo's composition,
 * then a look whether every class arrived. Equal folders give equal bytes.
 * @param glossaries read from the folders unless given
 */
export function composeProvince(agencies: readonly LoadedAgency[], glossaries?: Glossaries): Composed {
  const input = readInput(agencies, glossaries ?? readGlossaries(agencies))
  if ('errors' in input) return input
  const broken = lint(input)
  return broken.length > 0 ? { errors: broken } : composeLinted(input)
}

/** Composition alone, for what has passed the rules; its own faults come in the rules' form. */
export function composeLinted(input: LintInput): Composed {
  const services = input.subgraphs.map(({ name, document }) => ({ name, url: `local:${name}`, typeDefs: document }))
  const result: CompositionResult = composeServices(services)
  const names = services.map(({ name }) => name)
  const failed = compositionErrors(result.errors ?? [], result.hints ?? [], names)
  if (failed.length > 0 || !result.supergraphSdl) return { errors: failed }
  const lost = lostClasses(result.supergraphSdl)
  if (lost.length > 0) return { errors: lost }
  const hash = inputHash(input.subgraphs.map(({ agency }) => agency))
  return { supergraph: stamp(hash, result.supergraphSdl) }
}

function readInput(
  agencies: readonly LoadedAgency[],
  glossaries: Glossaries,
): LintInput | { readonly errors: readonly LintError[] } {
  const errors = agencies.flatMap((agency) => syntaxErrors(agency, glossaries))
  return errors.length > 0 ? { errors } : lintInput(agencies, glossaries)
}

function syntaxErrors(agency: LoadedAgency, glossaries: Glossaries): LintError[] {
  try {
    lintInput([agency], glossaries)
    return []
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return [
      {
        rule: 'GRAPHQL_SYNTAX',
        subgraph: agency.folder,
        coordinate: 'schema.graphql',
        problem: error.message,
        mend: 'write it as the GraphQL language has it',
      },
    ]
  }
}
