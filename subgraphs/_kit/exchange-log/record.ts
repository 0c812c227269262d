/**
 * One exchange, as Decree 47/2020 Art. 45 lists it: time and form of request and supply, the consumer's
 * agency, what was asked, the status of the response, what was shared, other. It says who, why and which
 * fields, and holds no value of a record: subjects are keyed hashes.
 */
export interface ExchangeRecord {
  /** ISO instant with milliseconds. */
  readonly at: string
  readonly form: 'GRAPHQL' | 'SUBGRAPH'
  readonly requestId: string
  readonly identity: string | null
  readonly agency: string | null
  readonly app: string | null
  /** Only a well-formed one. */
  readonly purpose: string | null
  readonly operation: { readonly hash: string; readonly name: string | null }
  /** Null: the process held no lease on the grants. */
  readonly grantVersion: number | null
  /** `<id>/<version>` of each grant that was used. */
  readonly grants: readonly string[]
  /** Coordinates, `Type.field`. */
  readonly asked: readonly string[]
  readonly answered: readonly string[]
  readonly refused: readonly { readonly coordinate: string; readonly reason: string }[]
  /** Coordinates read to join and to compute, and answered to nobody. */
  readonly causes: { readonly key: readonly string[]; readonly requires: readonly string[] }
  /** Folders of the databases whose data were supplied. */
  readonly databases: readonly string[]
  readonly rows: number
  /** Whose data: a keyed hash of the personal id, and indexes into `answered`. */
  readonly subjects: readonly { readonly key: string; readonly fields: readonly number[] }[]
  /** Code of the legal exemption by which the subject is not told. */
  readonly exemption: string | null
  readonly status: 'ANSWERED' | 'PARTIAL' | 'REFUSED' | 'FAILED'
  /** Error code where the whole request ended in one. */
  readonly code: string | null
  readonly httpStatus: number
  readonly durationMs: number
  readonly bytes: number
}

/** A place in a chain. */
export interface ChainPosition {
  readonly writer: string
  readonly index: number
  readonly hash: string
}

/** The first record of a writer: it ties its chain to the one that wrote before it on the same data folder. */
export interface GenesisRecord {
  readonly genesis: true
  readonly at: string
  /** Which key signs the heads of this writer. */
  readonly keyId: string
  readonly previousWriter: ChainPosition | null
}

/** The record `index` of this writer came too late: its answer never left. */
export interface WithheldRecord {
  readonly at: string
  readonly withheld: { readonly index: number }
}

/** A record as it is stored, linked to the one before it; `_id` is `<writer>.<index>`. */
export interface StoredRecord {
  readonly _id: string
  readonly writer: string
  readonly index: number
  /** Hash of the record before; null at index 0. */
  readonly prev: string | null
  readonly hash: string
  readonly record: ExchangeRecord | GenesisRecord | WithheldRecord
}

/** What a caller holds of its own record: `text` is `<writer>.<index>.<hash>`. */
export interface Receipt extends ChainPosition {
  readonly text: string
}
