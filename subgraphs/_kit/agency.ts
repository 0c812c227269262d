import type { GraphQLResolveInfo } from 'graphql'
import type { Schema } from 'mongoose'
import type { SeedModule } from '../../seed/population/population.ts'
import type { Place } from './place.ts'
import type { RequestScope } from './request-scope.ts'

/** A text in both languages; Vietnamese is the one that holds. */
export interface Bilingual {
  readonly vi: string
  readonly en: string
}

/** The department that holds the database, for a period (dates inclusive, ISO). */
export interface Department {
  /** `agency_code` of seed/reference/agencies.csv. */
  readonly agency: string
  readonly validFrom: string | null
  readonly validTo: string | null
}

/**
 * The owner's consent that another database does something with its entity.
 * Composition refuses what is not consented to (60/2021 Art. 13.1).
 */
export interface Consent {
  /** A database, or `*` for all: master keys are there to be referred to (Art. 4.1.b). */
  readonly to: string
  readonly entity: string
  readonly allows: 'key' | 'root-list' | 'override'
  readonly reason: string
}

export interface BoundedList {
  readonly most: number
  readonly because: string
}

/** What an agency says of its database: who holds it, what it owns, what it lets others do. */
export interface Manifest {
  /** Folder, MongoDB database and subgraph name in one. */
  readonly database: string
  readonly title: Bilingual
  readonly departments: readonly Department[]
  /** Entity types of which this database is the master (60/2021 Art. 4.1.b). */
  readonly owns: readonly string[]
  readonly consents: readonly Consent[]
  /**
   * Plain lists that a key, a family or a legal act bounds, by coordinate: the most entries
   * there can be and why. Every other list is a connection.
   */
  readonly boundedLists: Readonly<Record<string, BoundedList>>
  /** `STATE_SECRET` is refused at every entry (60/2021 Art. 1.2). */
  readonly classification: 'SHAREABLE' | 'STATE_SECRET'
}

/** One MongoDB collection: its name is the key under which the agency lists it. */
export interface Collection {
  readonly schema: Schema
  /** To whom or where its rows belong; every agency states it, and rows without one are in no limited scope. */
  readonly place?: Place
}

/** A field's resolver; rows are lean documents, so the parent is a plain object. */
// biome-ignore lint/suspicious/noExplicitAny: each agency states the shape of its own rows
export type Resolver = (parent: any, args: any, scope: RequestScope, info: GraphQLResolveInfo) => unknown

/** An entity's reference resolver; `_kit/reference.ts` makes them, composition refuses others. */
// biome-ignore lint/suspicious/noExplicitAny: a representation holds whatever the key selects
export type ReferenceResolver = (representation: any, scope: RequestScope) => unknown

/** Resolvers of one type by field; `__resolveReference` takes (representation, scope). */
export type TypeResolvers = Readonly<Record<string, Resolver>>

/** What every folder under `subgraphs/` exports as `agency` from its `agency.ts`. */
export interface Agency {
  readonly manifest: Manifest
  readonly collections: Readonly<Record<string, Collection>>
  readonly resolvers: Readonly<Record<string, TypeResolvers>>
  readonly seed: SeedModule
}

/** An agency with the text of its own `schema.graphql`. */
export interface LoadedAgency extends Agency {
  readonly folder: string
  readonly typeDefs: string
}
