import { isIPv4, isIPv6 } from 'node:net'

/**
 * By what a caller's requests are counted: its identity, or, without a token, the address that
 * its connection comes from. Of an IPv6 address only the network counts (64 bits), since one
 * household has the rest to itself. An identity never equals an address.
 */
export function callerKey(identity: string | null, remoteAddress: string | undefined): string {
  return identity === null ? `address ${networkOf(remoteAddress ?? '')}` : `identity ${identity}`
}

function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase()
  const mapped = /^::ffff:([\d.]+)$/.exec(plain)?.[1]
  if (mapped && isIPv4(mapped)) return mapped
  return isIPv6(plain) ? groupsOf(plain).slice(0, 4).join(':') : plain
}

/** The eight groups of an IPv6 address, those that `::` leaves out included. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''))
  const given = [...head, ...(tail ?? [])].length
  const groups = tail === undefined ? head : [...head, ...Array<string>(Math.max(0, 8 - given)).fill('0'), ...tail]
  return [...groups].map((group) => group.replace(/^0+(?=.)/, ''))
}
