import type { Grant } from '../../../schema/access/grant.ts'
import { groupBy } from '../../../seed/reference/group-by.ts'

/** What a change takes from or gives to one application, or to a whole agency where the grant names none. */
export interface Touched {
  readonly holder: string
  /** Grants of the holder that changed. */
  readonly grants: number
  /** Coordinates that the holder can no longer read for a purpose and in rows in which it could. */
  readonly lost: readonly string[]
  readonly gained: readonly string[]
}

/**
 * What changes for whom. A coordinate that another active grant of the same holder still covers
 * for the same purpose and rows is not lost. Dates do not count: they are judged at each request.
 * @param before all grants of the holders concerned, as they were; `after` the same, as they are
 */
export function touched(before: readonly Grant[], after: readonly Grant[]): readonly Touched[] {
  const was = groupBy(before, holderOf)
  const is = groupBy(after, holderOf)
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key) => {
    const [old, fresh] = [was.get(key) ?? [], is.get(key) ?? []]
    const grants = changed(old, fresh)
    if (grants === 0) return []
    const [could, can] = [rights(old), rights(fresh)]
    const [agency, app] = key.split(' ')
    return [{ holder: app || (agency as string), grants, lost: without(could, can), gained: without(can, could) }]
  })
}

/** Two agencies may use one name for an application; neither part holds a space. */
function holderOf({ agency, app }: Grant): string {
  return `${agency} ${app ?? ''}`
}

function changed(before: readonly Grant[], after: readonly Grant[]): number {
  const text = (grants: readonly Grant[]) => new Map(grants.map((grant) => [grant.id, JSON.stringify(grant)]))
  const [was, is] = [text(before), text(after)]
  return [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id)).length
}

/** One coordinate in what makes it usable: mode, purpose and rows. `widest` is the same in all rows. */
interface Right {
  readonly coordinate: string
  readonly widest: string
}

function rights(grants: readonly Grant[]): ReadonlyMap<string, Right> {
  const found = new Map<string, Right>()
  for (const { state, mode, purpose, territory, subjects, coordinates } of grants) {
    if (state !== 'ACTIVE') continue
    const [rows, all] = [JSON.stringify([territory, subjects]), JSON.stringify([null, null])]
    for (const coordinate of coordinates) {
      const right = `${coordinate} ${mode} ${purpose}`
      found.set(`${right} ${rows}`, { coordinate, widest: `${right} ${all}` })
    }
  }
  return found
}

function without(some: ReadonlyMap<string, Right>, others: ReadonlyMap<string, Right>): string[] {
  const missing = [...some].filter(([key, { widest }]) => !others.has(key) && !others.has(widest))
  return [...new Set(missing.map(([, { coordinate }]) => coordinate))].sort()
}
