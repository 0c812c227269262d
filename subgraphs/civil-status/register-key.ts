interface RegisterKey {
  readonly registerNumber: string
  readonly unitCode: string
}

/**
 * `_id` of an entry: the code that the commune had at registration, and the number in its
 * register, e.g. `21583/12/2019`. A code with `/` in it is no code and finds nothing, so that
 * no two pairs share a key.
 */
export function registerKey({ registerNumber, unitCode }: RegisterKey): string {
  return unitCode.includes('/') ? '' : `${unitCode}/${registerNumber}`
}
