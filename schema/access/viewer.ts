/** Who asks: what a verified token says, and nothing that the request itself claims. */
export interface Viewer {
  /** The token's `sub`; null for anybody without a token. */
  readonly identity: string | null
  /** `agency_code` of the department or unit that the caller acts for. */
  readonly agency: string | null
  /** The application of that agency, where a grant is made out to one. */
  readonly app: string | null
  /** Folders of the databases that the caller's department holds (ownership is by database). */
  readonly databases: readonly string[]
  /** Rows of `seed/law/roles.csv` that the caller holds: standing grants. */
  readonly roles: readonly string[]
  /** Set where the caller is a citizen: whose record `viewer.person` is. */
  readonly personalId: string | null
  /** Set where the caller is a firm; it reads as any citizen. */
  readonly taxCode: string | null
}

/** The identity of everybody without a token: open data need no login (60/2021 Art. 11.3). */
export const anonymous: Viewer = Object.freeze({
  identity: null,
  agency: null,
  app: null,
  databases: Object.freeze([]),
  roles: Object.freeze([]),
  personalId: null,
  taxCode: null,
})
