/** Where persons live now, as the register keeps it (60/2021 Art. 4.1.b). Units are `code@validFrom`. */
export interface Residence {
  /** The unit of each person that the register knows; the others are absent. */
  residenceOf(personalIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Everybody who lives in one of the units. @throws LIMIT_EXCEEDED beyond limits.personsPerScope */
  personsIn(units: readonly string[]): Promise<readonly string[]>
}

/** Knows nobody, so that without a register no record of a person is in any territory. */
export const noResidence: Residence = {
  residenceOf: async () => new Map(),
  personsIn: async () => [],
}
