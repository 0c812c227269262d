/** Starts counting; the answer tells the milliseconds that have gone by since. */
export type StartWatch = () => () => number

/**
 * Counts by the monotonic clock and by the wall clock and tells the longer: a machine that slept
 * stops the first, an operator who sets the time moves the second, and a lease must not outlive
 * either.
 */
export const startWatch: StartWatch = () => {
  const steady = performance.now()
  const wall = Date.now()
  return () => Math.max(performance.now() - steady, Date.now() - wall)
}
