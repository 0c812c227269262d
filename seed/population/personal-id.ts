import { createHmac } from 'node:crypto'
import type { Sex } from './names.ts'
import { randomFrom } from './random.ts'

const numbers = 1_000_000

/** Gives personal IDs; each call another one. */
export type PersonalIdMaker = (place: string, sex: Sex, birthYear: number) => string

/**
 * IDs of one chunk, `PPP G YY NNNNNN`, that no other chunk gives. For each (PPP, G, YY) a chunk
 * owns an interval of the numbers below a million; a permutation of them, the same in all chunks,
 * scatters the intervals, so that neighbours do not bear neighbouring numbers. An interval holds
 * 1,876 at the largest population, and one sex and year of birth are a few dozens of a chunk's
 * 5,000: running out is a mistake and throws.
 */
export function personalIdMaker(seed: string, chunkCount: number, chunk: number): PersonalIdMaker {
  const random = randomFrom(seed, 'personal-id')
  const width = Math.floor(numbers / chunkCount)
  // Odd and not a multiple of 5: prime to a million, so the map is a permutation.
  const factor = random.int(20_000, 80_000) * 10 + random.pick([1, 3, 7, 9])
  const groups = new Map<string, { readonly shift: number; given: number }>()
  return (place, sex, birthYear) => {
    const century = Math.floor(birthYear / 100) - 19
    const name = `${place}${century * 2 + (sex === 'MALE' ? 0 : 1)}${String(birthYear % 100).padStart(2, '0')}`
    const group = groups.get(name) ?? { shift: randomFrom(seed, 'personal-id', name).int(0, numbers - 1), given: 0 }
    groups.set(name, group)
    if (group.given >= width) throw new Error('a chunk has no personal ID left for one sex and year of birth')
    const number = ((chunk * width + group.given) * factor + group.shift) % numbers
    group.given += 1
    return name + String(number).padStart(6, '0')
  }
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** The hub's pseudonym of a person: 20 characters of 5 bits from a keyed hash, nothing of the ID readable in it. */
export function hubIdOf(seed: string, personalId: string): string {
  const digest = createHmac('sha256', `hub-id:${seed}`).update(personalId).digest()
  let text = ''
  for (let bit = 0; bit < 100; bit += 5) {
    const at = bit >> 3
    const window = ((digest[at] ?? 0) << 8) | (digest[at + 1] ?? 0)
    text += alphabet[(window >> (11 - (bit & 7))) & 31]
  }
  return text
}
