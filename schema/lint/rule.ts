import type { DocumentNode } from 'graphql'
import type { LoadedAgency } from '../../subgraphs/_kit/agency.ts'

/** One subgraph as the rules see it: its SDL and its code. */
export interface LintedSubgraph {
  readonly name: string
  /** As composition sees it: the prelude, the agency's own SDL, the generated connections. */
  readonly document: DocumentNode
  /** The agency's own `schema.graphql` alone. */
  readonly own: DocumentNode
  readonly agency: LoadedAgency
  /** Type names that the agency's own `GLOSSARY.md` explains. */
  readonly glossary: ReadonlySet<string>
}

export interface LintInput {
  /** In the order of their names. */
  readonly subgraphs: readonly LintedSubgraph[]
  /** What the hub writes for every subgraph: `schema/prelude.graphql`. */
  readonly prelude: DocumentNode
  /** Type names that `schema/GLOSSARY.md` explains. */
  readonly glossary: ReadonlySet<string>
}

/** What is wrong, where, and how to mend it. */
export interface LintError {
  /** Name of the rule's file, or the code that Apollo's composition gave. */
  readonly rule: string
  /** The folder; `prelude` where the fault is in what all subgraphs share. */
  readonly subgraph: string
  /** `Type`, `Type.field`, `Type.field(argument:)`, or the place in the manifest. */
  readonly coordinate: string
  readonly problem: string
  readonly mend: string
}

/** A rule is pure: it reads the input and lists what it finds, in the order of the documents. */
export type LintRule = (input: LintInput) => LintError[]
