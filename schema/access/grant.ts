/** Modes of sharing (Decree 47/2020 Arts. 34-38): an approved connection, or a signed agreement. */
export type SharingMode = 'DEFAULT' | 'SPECIAL'

/** ENDED is final; what `validTo` has ended counts as ended whatever is written here. */
export type GrantState = 'ACTIVE' | 'SUSPENDED' | 'ENDED'

/** Why a grant stands still, until when as far as is known (ISO instant), and whom to ask. */
export interface Suspension {
  readonly ground: 'MAINTENANCE' | 'FORCE_MAJEURE' | 'BREACH' | 'SECURITY_RISK'
  readonly until: string | null
  readonly contact: string
}

/** One person's consent; `validTo` is exclusive, an ISO instant. */
export interface Consent {
  readonly personalId: string
  readonly validTo: string
}

/**
 * A permission as it is kept: which application of which agency reads which coordinates for which
 * purpose. A coordinate covers itself and nothing below it; there are no patterns.
 */
export interface Grant {
  readonly id: string
  /** Grows with every change of this grant; named in every record of the exchange log. */
  readonly version: number
  readonly agency: string
  /** Null: every application of the agency. */
  readonly app: string | null
  readonly mode: SharingMode
  /** `<database>/<entity>`. */
  readonly service: string
  readonly coordinates: readonly string[]
  readonly purpose: string
  readonly legalBasis: string
  /** Keys of units (`code@validFrom`), each with all its descendants; null: the whole province. */
  readonly territory: readonly string[] | null
  /** Null: no consent is needed. An empty list: needed, and nobody has given it. */
  readonly subjects: readonly Consent[] | null
  /** ISO instants; `validTo` is exclusive. */
  readonly validFrom: string
  readonly validTo: string
  readonly state: GrantState
  readonly suspension: Suspension | null
}

/** A grant as the judge reads it: its territory as the set of all units that it reaches today. */
export interface ReadyGrant extends Grant {
  readonly covers: ReadonlySet<string>
  /** Null where the territory is the whole province. */
  readonly units: ReadonlySet<string> | null
}

/** All grants of one version, as one process holds them. */
export interface GrantBook {
  readonly version: number
  readonly byAgency: ReadonlyMap<string, readonly ReadyGrant[]>
}

/** A standing grant that a role carries, as `seed/law/roles.csv` states it. */
export interface RoleGrant {
  readonly role: string
  readonly coordinates: ReadonlySet<string>
  /** Null: no purpose is asked for. */
  readonly purpose: string | null
  readonly rows: 'ALL' | 'OWN_AGENCY'
}
