import type { Random } from '../../seed/population/random.ts'

const digits = 24

/** 24 hexadecimal digits that tell nothing of the record: 96 bits, so no two of a province meet. */
export function opaqueId(random: Random): string {
  let id = ''
  while (id.length < digits) id += random.int(0, 0xffffff).toString(16).padStart(6, '0')
  return id
}
