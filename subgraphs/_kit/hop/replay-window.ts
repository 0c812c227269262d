/** Remembers what was used until it would be refused anyway. */
export interface ReplayWindow {
  /** True once for each nonce. False again, and for everything while the window is full. */
  take(nonce: string, expiresAtMs: number, nowMs: number): boolean
}

/**
 * A request is accepted once only if its nonce can be kept until it has run out: a full window
 * refuses and never forgets early, since whoever can fill it could else replay.
 * @param most nonces that are kept
 */
export function replayWindow(most: number): ReplayWindow {
  // In the order of use. One that runs out late keeps those behind it a little longer, never shorter.
  const used = new Map<string, number>()
  return {
    take(nonce, expiresAtMs, nowMs) {
      for (const [oldest, endsMs] of used) {
        if (endsMs > nowMs) break
        used.delete(oldest)
      }
      if (used.has(nonce) || used.size >= most) return false
      used.set(nonce, expiresAtMs)
      return true
    },
  }
}
