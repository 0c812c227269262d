import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'

/** A stream of chance: the same draws in the same order give the same values on every machine. */
export interface Random {
  /** A whole number, both ends possible. */
  int(minInclusive: number, maxInclusive: number): number
  /** 0 <= value < 1, with 53 bits. */
  float(): number
  /** True with probability `p`. */
  chance(p: number): boolean
  /** One of the items, each as likely; throws where there is none. */
  pick<T>(items: readonly T[]): T
  /** One of the items by weight; weights are not negative and one at least is positive. */
  weighted<T>(items: readonly (readonly [T, number])[]): T
}

/**
 * A stream that depends on the parts alone. The parts are hashed once to the 128 bits of the
 * generator's state; a draw costs no hash. `['a', 'b']` and `['ab']` are different streams.
 */
export function randomFrom(...parts: readonly (string | number)[]): Random {
  const generator = xoroshiro128plusFromState(stateOf(parts.map((part) => `${typeof part}:${part}`).join('\u0000')))
  const totals = new WeakMap<object, number>()
  const float = () => uniformFloat64(generator)
  return {
    int: (minInclusive, maxInclusive) => uniformInt(generator, minInclusive, maxInclusive),
    float,
    chance: (p) => float() < p,
    pick(items) {
      if (items.length === 0) throw new Error('nothing to pick from')
      return items[uniformInt(generator, 0, items.length - 1)] as (typeof items)[number]
    },
    weighted(items) {
      let total = totals.get(items)
      if (total === undefined) {
        total = items.reduce((sum, [, weight]) => sum + weight, 0)
        totals.set(items, total)
      }
      return drawWeighted(items, float() * total)
    },
  }
}

function drawWeighted<T>(items: readonly (readonly [T, number])[], point: number): T {
  let rest = point
  let last: readonly [T, number] | undefined
  for (const item of items) {
    if (item[1] > 0) last = item
    rest -= item[1]
    if (rest < 0 && last) return last[0]
  }
  // Rounding may leave a crumb behind the last item.
  if (!last) throw new Error('no item has a weight')
  return last[0]
}

/** Four 32-bit words from the UTF-16 units of a text (the mixing of MurmurHash3, four lanes). */
function stateOf(text: string): number[] {
  const lanes: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x85a308d3]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    lanes[0] = lanes[1] ^ Math.imul(lanes[0] ^ unit, 597399067)
    lanes[1] = lanes[2] ^ Math.imul(lanes[1] ^ unit, 2869860233)
    lanes[2] = lanes[3] ^ Math.imul(lanes[2] ^ unit, 951274213)
    lanes[3] = lanes[0] ^ Math.imul(lanes[3] ^ unit, 2716044179)
  }
  const sum = lanes[0] ^ lanes[1] ^ lanes[2] ^ lanes[3]
  const state = lanes.map((lane, i) => mix(lane ^ Math.imul(sum, i + 1)))
  // The generator stands still on a state of zeros only.
  return state.some((word) => word !== 0) ? state : [1, 2, 3, 4]
}

function mix(word: number): number {
  let h = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) | 0
}
