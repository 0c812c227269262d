import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { limits } from '../../schema/limits.ts'
import { type BudgetAccount, subjectBudget } from './subject-budget.ts'

const runs = process.env.HUB_TEST_LONG === 'yes' ? 2_000 : 300

const day = '2026-01-31'
const health: BudgetAccount = { agency: 'GLI-SYT', identity: 'health-officer', purpose: 'HEALTH_CARE' }
const keys = (from: number, count: number) => Array.from({ length: count }, (_, index) => `s${from + index}`)

const account = fc.record({
  agency: fc.constantFrom('GLI-SYT', 'GLI-SNNMT', null),
  identity: fc.constantFrom('an', 'ba', null),
  purpose: fc.constantFrom('HEALTH_CARE', 'INSPECTION', null),
})
const lookup = fc.record({
  account,
  day: fc.constantFrom('2026-01-30', '2026-01-31', '2026-02-01'),
  keys: fc.array(
    fc.nat(12).map((number) => `s${number}`),
    { maxLength: 6 },
  ),
})

/** Whose budget it is: the definition. */
const nameOf = ({ agency, identity, purpose }: BudgetAccount) =>
  agency === null ? `citizen ${identity}` : `${agency} for ${purpose}`

describe('an agency', () => {
  test('reads as many persons a day for a purpose as its budget has, and not one more', () => {
    const budget = subjectBudget({ perDay: 5 })
    expect(budget.charge(health, day, keys(0, 5))).toBe(true)
    expect(budget.charge(health, day, keys(5, 1))).toBe(false)
    expect(budget.charge(health, day, keys(0, 5))).toBe(true)
  })

  test('is refused a whole request that goes beyond, and loses nothing by it', () => {
    const budget = subjectBudget({ perDay: 5 })
    expect(budget.charge(health, day, keys(0, 3))).toBe(true)
    expect(budget.charge(health, day, keys(2, 4))).toBe(false)
    expect(budget.charge(health, day, keys(3, 2))).toBe(true)
  })

  test('pays once for a person that it asks again, in one request or in many', () => {
    const budget = subjectBudget({ perDay: 2 })
    expect(budget.charge(health, day, ['s1', 's1', 's2', 's2', 's1'])).toBe(true)
    for (let times = 0; times < 100; times += 1) expect(budget.charge(health, day, ['s1', 's2'])).toBe(true)
  })

  test('has one budget for all that act for it, and one for each purpose', () => {
    const budget = subjectBudget({ perDay: 2 })
    expect(budget.charge(health, day, keys(0, 2))).toBe(true)
    expect(budget.charge({ ...health, identity: 'another-officer' }, day, keys(2, 1))).toBe(false)
    expect(budget.charge({ ...health, purpose: 'INSPECTION' }, day, keys(2, 2))).toBe(true)
    expect(budget.charge({ ...health, agency: 'GLI-SNNMT' }, day, keys(2, 2))).toBe(true)
  })

  test('begins anew on the next day in the province', () => {
    const budget = subjectBudget({ perDay: 2 })
    expect(budget.charge(health, day, keys(0, 2))).toBe(true)
    expect(budget.charge(health, '2026-02-01', keys(2, 2))).toBe(true)
    expect(budget.charge(health, '2026-02-01', keys(0, 1))).toBe(false)
  })

  test('does not get yesterday back by a request that began before midnight', () => {
    const budget = subjectBudget({ perDay: 2 })
    expect(budget.charge(health, '2026-02-01', keys(0, 2))).toBe(true)
    expect(budget.charge(health, day, keys(2, 1))).toBe(false)
    expect(budget.charge(health, '2026-02-01', keys(2, 1))).toBe(false)
  })
})

describe('a citizen', () => {
  test('has a budget of its own, whatever purpose it writes', () => {
    const budget = subjectBudget({ perDay: 1 })
    const citizen = { agency: null, identity: 'citizen', purpose: null }
    expect(budget.charge(citizen, day, ['s1'])).toBe(true)
    expect(budget.charge({ ...citizen, purpose: 'INSPECTION' }, day, ['s2'])).toBe(false)
    expect(budget.charge({ ...citizen, identity: 'firm' }, day, ['s2'])).toBe(true)
  })
})

test('no order of lookups gets anybody beyond the budget, and what fits is never refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(lookup, { maxLength: 40 }), (perDay, lookups) => {
      const budget = subjectBudget({ perDay })
      const seen = new Map<string, Set<string>>()
      let newest = ''
      for (const { account: who, day: on, keys: asked } of lookups) {
        if (on > newest) seen.clear()
        newest = on > newest ? on : newest
        const union = new Set([...(seen.get(nameOf(who)) ?? []), ...asked])
        const fits = union.size <= perDay
        expect(budget.charge(who, on, asked)).toBe(fits)
        if (fits) seen.set(nameOf(who), union)
      }
    }),
    { numRuns: runs },
  )
})

describe('after a start', () => {
  test('what the log tells of the day counts, and older days do not', () => {
    const budget = subjectBudget({ perDay: 3 })
    budget.restore([
      { ...health, day: '2026-01-30', keys: keys(50, 3) },
      { ...health, day, keys: keys(0, 2) },
      { ...health, day, keys: keys(1, 1) },
      { ...health, day: '2026-01-29', keys: keys(60, 3) },
    ])
    expect(budget.charge(health, day, keys(2, 2))).toBe(false)
    expect(budget.charge(health, day, keys(1, 2))).toBe(true)
  })

  test('the budget goes on as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.array(lookup, { maxLength: 30 }), fc.array(lookup, { maxLength: 10 }), (before, after) => {
        const whole = subjectBudget({ perDay: 5 })
        // A request that began before midnight stands in the log under the day that it was charged to, the newest yet.
        let newest = ''
        const logged = before.flatMap(({ account: who, day: on, keys: asked }) => {
          newest = on > newest ? on : newest
          return whole.charge(who, on, asked) ? [{ ...who, day: newest, keys: asked }] : []
        })
        const started = subjectBudget({ perDay: 5 })
        started.restore([...logged, { ...health, day: newest, keys: [] }])
        for (const { account: who, day: on, keys: asked } of after)
          expect(started.charge(who, on, asked)).toBe(whole.charge(who, on, asked))
      }),
      { numRuns: runs },
    )
  })

  test('a log that tells of more than the budget is believed', () => {
    const budget = subjectBudget({ perDay: 2 })
    budget.restore([{ ...health, day, keys: keys(0, 10) }])
    expect(budget.charge(health, day, keys(0, 10))).toBe(true)
    expect(budget.charge(health, day, keys(10, 1))).toBe(false)
  })
})

describe('memory', () => {
  test('is bounded over all accounts: beyond it no new subject is read, and known ones are', () => {
    const budget = subjectBudget({ perDay: 100, remembered: 10 })
    expect(budget.charge(health, day, keys(0, 6))).toBe(true)
    expect(budget.charge({ ...health, agency: 'GLI-SNNMT' }, day, keys(0, 5))).toBe(false)
    expect(budget.charge({ ...health, agency: 'GLI-SNNMT' }, day, keys(0, 4))).toBe(true)
    expect(budget.charge(health, day, keys(6, 1))).toBe(false)
    expect(budget.charge(health, day, keys(0, 6))).toBe(true)
    expect(budget.charge(health, '2026-02-01', keys(0, 10))).toBe(true)
  })

  test('is bounded also for what is restored', () => {
    const budget = subjectBudget({ perDay: 100, remembered: 3 })
    budget.restore([{ ...health, day, keys: keys(0, 10) }])
    expect(budget.charge(health, day, keys(0, 3))).toBe(true)
    expect(budget.charge(health, day, keys(3, 1))).toBe(false)
  })

  test('counts a subject once, however the subjects of an account come in', () => {
    const budget = subjectBudget({ perDay: 100, remembered: 10 })
    expect(budget.charge(health, day, keys(0, 4))).toBe(true)
    expect(budget.charge(health, day, keys(2, 5))).toBe(true)
    expect(budget.charge({ ...health, agency: 'GLI-SNNMT' }, day, keys(0, 3))).toBe(true)
    expect(budget.charge(health, day, keys(7, 1))).toBe(false)
    const restored = subjectBudget({ perDay: 100, remembered: 3 })
    for (const from of [0, 1, 2]) restored.restore([{ ...health, day, keys: keys(from, 1) }])
    expect(restored.charge(health, day, keys(0, 3))).toBe(true)
  })

  test('has room for the budgets of twenty agencies that use all of theirs', () => {
    expect(limits.subjectsRemembered).toBeGreaterThanOrEqual(20 * limits.subjectsPerDayDefault)
  })
})
