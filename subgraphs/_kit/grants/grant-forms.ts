import { limits } from '../../../schema/limits.ts'

const instant =
  /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/

/**
 * An ISO instant that says its offset. A date alone is none: whose midnight it means decides
 * whether a permission is still in force.
 */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || !instant.test(value)) return false
  // JavaScript takes 30 February for a day in March.
  const day = value.slice(0, 10)
  const midnight = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().slice(0, 10) === day
}

/** Words that a person wrote: in NFC, on one line, not empty. */
export function isText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= limits.grantTextChars &&
    value.trim() !== '' &&
    value === value.normalize('NFC') &&
    !/\p{C}/u.test(value)
  )
}

/** A plain object with exactly these keys. */
export function isRecord(value: unknown, keys: readonly string[]): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const own = Object.keys(value)
  return own.length === keys.length && keys.every((key) => Object.hasOwn(value, key))
}
