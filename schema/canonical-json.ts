/**
 * The one text of a plain JSON value (RFC 8785): keys in the order of their UTF-16 units, numbers and
 * strings as ECMAScript writes them, no white space. Equal values give equal bytes, and two different
 * values never share a text, so that a hash or a signature over it binds the value.
 * Unicode forms stay apart: a text is what was sent, and NFC and NFD are two texts.
 * @throws TypeError for what JSON cannot say: undefined, a number that is not finite, a lone surrogate,
 *   a value that is no plain object, array, text, number, truth value or null
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return text(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('a number that is not finite has no canonical JSON')
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? list(value) : object(value as Record<string, unknown>)
    default:
      throw new TypeError(`${typeof value} has no canonical JSON`)
  }
}

/** A lone surrogate has no UTF-8 bytes: two different texts would be hashed as the same replacement character. */
function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('a text with a lone surrogate has no canonical JSON')
  return JSON.stringify(value)
}

function list(items: readonly unknown[]): string {
  let joined = ''
  // By index, so that a hole is undefined and refused, not passed over.
  for (let index = 0; index < items.length; index += 1) {
    joined += (index === 0 ? '' : ',') + canonicalJson(items[index])
  }
  return `[${joined}]`
}

function object(value: Record<string, unknown>): string {
  const prototype = Object.getPrototypeOf(value)
  // A Date, a Map or a buffer would pass for an empty object, whatever it holds. A plain object of another
  // realm (a test's, a worker's) is plain as well: its prototype has no prototype.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError('only a plain object has canonical JSON')
  }
  let joined = ''
  for (const key of Object.keys(value).sort()) {
    joined += `${joined === '' ? '' : ','}${text(key)}:${canonicalJson(value[key])}`
  }
  return `{${joined}}`
}
