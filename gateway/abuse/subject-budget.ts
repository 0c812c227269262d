import { limits } from '../../schema/limits.ts'

/** On whose account subjects are looked up: an agency's for one purpose, or a citizen's own. */
export interface BudgetAccount {
  readonly agency: string | null
  readonly identity: string | null
  readonly purpose: string | null
}

/** What an account looked up on a day in the province (`2026-01-31`), as the log tells it. */
export interface SubjectsLookedUp extends BudgetAccount {
  readonly day: string
  readonly keys: readonly string[]
}

export interface SubjectBudget {
  /**
   * True, and the subjects are remembered, where the account stays within its budget of the day;
   * else false, and nothing is remembered. A subject of the day that comes again costs nothing.
   */
  charge(account: BudgetAccount, day: string, keys: readonly string[]): boolean
  /** Remembers what was looked up before a start, whatever the budget is. */
  restore(lookedUp: Iterable<SubjectsLookedUp>): void
}

export interface BudgetOptions {
  /** Distinct subjects that an account may look up in a day. */
  readonly perDay: number
  /** Subjects in memory, of all accounts together; beyond it no new one is read. */
  readonly remembered?: number
}

/**
 * Bounds how many persons an agency reads for a purpose in a day, over all its applications and
 * tokens: one identifier a second is slow, and still the whole province within a season. Only
 * the newest day is kept; a request that began before midnight is charged to the new day.
 */
export function subjectBudget({ perDay, remembered: bound = limits.subjectsRemembered }: BudgetOptions): SubjectBudget {
  const accounts = new Map<string, Set<string>>()
  let newestDay = ''
  let remembered = 0
  const turnTo = (day: string) => {
    if (day <= newestDay) return
    newestDay = day
    remembered = 0
    accounts.clear()
  }
  const remember = (account: string, keys: Iterable<string>) => {
    const known = accounts.get(account) ?? new Set()
    const before = known.size
    for (const key of keys) {
      if (remembered + known.size - before >= bound) break
      known.add(key)
    }
    remembered += known.size - before
    if (known.size > 0) accounts.set(account, known)
  }
  return {
    charge(account, day, keys) {
      turnTo(day)
      const name = nameOf(account)
      const known = accounts.get(name)
      const added = new Set(keys.filter((key) => !known?.has(key)))
      if (added.size === 0) return true
      if ((known?.size ?? 0) + added.size > perDay || remembered + added.size > bound) return false
      remember(name, added)
      return true
    },
    restore(lookedUp) {
      for (const { day, keys, ...account } of lookedUp) {
        turnTo(day)
        if (day === newestDay) remember(nameOf(account), keys)
      }
    },
  }
}

/** An agency counts as one, whoever acts for it; who acts for none counts for itself. */
function nameOf({ agency, identity, purpose }: BudgetAccount): string {
  return JSON.stringify(agency === null ? ['identity', identity] : ['agency', agency, purpose])
}
