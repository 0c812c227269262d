/** Whom a card is for: the letters that the card begins with and the benefit level. */
export interface InsuredGroup {
  readonly letters: string
  readonly benefitLevel: number
}

/**
 * The group of an insured person. Letters and levels follow cards in use as far as general
 * knowledge goes; who falls into which group is a design choice.
 * @param ageYears full years
 */
export function insuredGroup(person: {
  readonly ageYears: number
  readonly poverty: 'NONE' | 'NEAR_POOR' | 'POOR'
  readonly employed: boolean
}): InsuredGroup {
  if (person.ageYears < 6) return { letters: 'TE', benefitLevel: 1 }
  if (person.employed) return { letters: 'DN', benefitLevel: 4 }
  if (person.poverty === 'POOR') return { letters: 'HN', benefitLevel: 2 }
  if (person.poverty === 'NEAR_POOR') return { letters: 'CN', benefitLevel: 3 }
  if (person.ageYears < 18) return { letters: 'HS', benefitLevel: 4 }
  if (person.ageYears >= 80) return { letters: 'BT', benefitLevel: 2 }
  return { letters: 'GD', benefitLevel: 4 }
}
