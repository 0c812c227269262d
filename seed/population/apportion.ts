/**
 * Shares a whole number out by weight (largest remainder; equal remainders go to the earlier
 * one). The parts sum to the total exactly, and each is within one of its exact quota.
 * Weights are not negative and one at least is positive.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((before, weight) => before + weight, 0)
  if (!(sum > 0)) throw new Error('nothing has a weight')
  const quotas = weights.map((weight) => (total * weight) / sum)
  const parts = quotas.map(Math.floor)
  const left = total - parts.reduce((before, part) => before + part, 0)
  const byRemainder = quotas
    .map((quota, index) => ({ index, remainder: quota - Math.floor(quota) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}
