import type { Random } from './random.ts'

/**
 * The synthetic population that all agencies share. It is made chunk by chunk from
 * (number of persons, seed) alone, so a chunk can be made again without the others,
 * and no record of a real person is in it.
 */
export interface SyntheticPerson {
  readonly personalId: string
  /** Stable pseudonym of the hub; tells nothing of the person. */
  readonly hubId: string
  readonly fullName: string
  readonly sex: 'MALE' | 'FEMALE'
  /** ISO date. */
  readonly dateOfBirth: string
  readonly dateOfDeath: string | null
  /** Code of ethnic_groups.csv. */
  readonly ethnicity: string
  /** Code of religions.csv; null = none declared. */
  readonly religion: string | null
  readonly householdCode: string
  /** Code of relationship_codes.csv, towards the head of the household. */
  readonly relationship: string
  /** `code@validFrom` of the commune of current residence (one of the 58 of today). */
  readonly unitId: string
  /** `code@validFrom` of the commune where the birth was registered, as it was then. */
  readonly birthUnitId: string
  /** House, hamlet or street, commune, province, as written. */
  readonly address: string
  /** Code of marital_status.csv. */
  readonly maritalStatus: string
  readonly fatherId: string | null
  readonly motherId: string | null
  readonly spouseId: string | null
  readonly marriageDate: string | null
  /** Code of occupations.csv; null below 15 and in retirement. */
  readonly occupation: string | null
}

export interface SyntheticHousehold {
  /** `HGD-<commune code>-<sequence>`; assigned here, no national code exists. */
  readonly code: string
  readonly unitId: string
  readonly address: string
  readonly headId: string
  readonly memberIds: readonly string[]
  readonly poverty: 'NONE' | 'NEAR_POOR' | 'POOR'
}

export interface SyntheticFirm {
  readonly taxCode: string
  readonly name: string
  readonly legalForm: 'LLC_ONE_MEMBER' | 'LLC_MULTI_MEMBER' | 'JOINT_STOCK' | 'PRIVATE' | 'COOPERATIVE' | 'STATE'
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'DISSOLVED'
  readonly establishedOn: string
  readonly unitId: string
  readonly address: string
  /** Codes of vsic.csv, level 2; the first is the main one. */
  readonly industries: readonly string[]
  readonly charterCapitalVnd: number
  readonly representativeId: string
  readonly representativeName: string
  /** Adults of the same chunk who work there. */
  readonly employeeIds: readonly string[]
}

/** One commune of today that came from former Bình Định. */
export interface SyntheticCommune {
  readonly unitId: string
  readonly code: string
  readonly name: string
  /** Name of the district before 2025-07-01. */
  readonly formerDistrict: string
  readonly coastal: boolean
  /** Share of the census population, 0..1; the shares sum to 1. */
  readonly share: number
  /** Centre of its cell on the tile map; synthetic, no boundary data exists here. */
  readonly latitude: number
  readonly longitude: number
}

/** What holds for the whole population and is known before the first chunk. */
export interface SyntheticProvince {
  readonly persons: number
  readonly seed: string
  /** The day on which the population stands, ISO. */
  readonly asOf: string
  readonly chunkCount: number
  readonly communes: readonly SyntheticCommune[]
  /** `52xxx` codes; owned by health, referred to by social insurance. */
  readonly healthFacilities: readonly { readonly code: string; readonly name: string; readonly unitId: string }[]
  /** A stream of chance that depends on (seed, label) alone. */
  random(label: string): Random
}

export interface PopulationChunk {
  readonly index: number
  readonly province: SyntheticProvince
  readonly persons: readonly SyntheticPerson[]
  readonly households: readonly SyntheticHousehold[]
  readonly firms: readonly SyntheticFirm[]
  readonly personById: ReadonlyMap<string, SyntheticPerson>
  /** By personal ID: the persons in whose record a conflict was planted, at most one for each. */
  readonly conflicts?: ReadonlyMap<string, PlantedConflict>
  /** A stream of chance that depends on (seed, chunk, label) alone: use the agency's name as label. */
  random(label: string): Random
}

/** The planted conflicts of which the seed keeps count. */
export type PlantedConflict =
  | 'name-in-decomposed-unicode'
  | 'old-district-in-address'
  | 'record-on-merged-commune'
  | 'person-with-two-tax-codes'
  | 'sex-digit-against-sex-field'
  | 'vessel-with-two-owners'
  | 'vessel-of-exactly-15-metres'
  | 'vessel-of-exactly-12-metres'
  | 'parcel-split-after-join-date'
  | 'expired-insurance'
  | 'dissolved-firm-with-active-project'
  | 'pension-paid-after-death'
  | 'beneficiary-in-two-communes'
  | 'poor-list-of-last-year-still-shown'

export interface SeedDocument {
  readonly collection: string
  /** `_id` is derived from the content's key, so that writing twice writes once. */
  readonly document: { readonly _id: string } & Readonly<Record<string, unknown>>
  readonly plants?: PlantedConflict
}

/** What an agency makes of the shared population. Pure: the same chunk gives the same documents. */
export interface SeedModule {
  /** Documents that do not hang on persons (ports, facilities, code lists). */
  constants?(province: SyntheticProvince): Iterable<SeedDocument>
  documents(chunk: PopulationChunk): Iterable<SeedDocument>
}
