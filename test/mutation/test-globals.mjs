import { mock } from 'node:test'
import { format } from 'node:util'
import { expect as jestExpect } from 'expect'

// Stands in for @jest/globals where thousands of runs of the same tests would each cost a start of
// Jest: tests are collected once, and run as often as is wanted. Only what the tests of the groups use.

export const expect = jestExpect

/** Timers that a test moves itself. */
export const jest = {
  useFakeTimers: () => mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'] }),
  advanceTimersByTime: (ms) => mock.timers.tick(ms),
  useRealTimers: () => mock.timers.reset(),
}

const newGroup = (name, parent) => ({
  name,
  parent,
  entries: [],
  beforeAll: [],
  beforeEach: [],
  afterEach: [],
  afterAll: [],
})

let current = newGroup('', null)

/** What a file says of its tests while it is imported. */
export async function collected(file, load) {
  const group = newGroup(file, null)
  current = group
  await load()
  return group
}

export function describe(name, body) {
  const outer = current
  current = newGroup(name, outer)
  outer.entries.push(current)
  body()
  current = outer
}

export function test(name, body) {
  const place = current.entries.length
  current.entries.push({ id: `${pathOf(current)} › ${place} ${name}`, name, body })
}

const pathOf = ({ name, parent }) => (parent ? `${pathOf(parent)} › ${name}` : name)

const each = (collect) => (rows) => (name, body) => {
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row]
    collect(format(name, ...values), () => body(...values))
  }
}
describe.each = each(describe)
test.each = each(test)

export const beforeAll = (hook) => void current.beforeAll.push(hook)
export const beforeEach = (hook) => void current.beforeEach.push(hook)
export const afterEach = (hook) => void current.afterEach.push(hook)
export const afterAll = (hook) => void current.afterAll.push(hook)

/** The tests of a group, those of inner groups included, in their order. */
export function testsOf(group) {
  return group.entries.flatMap((entry) => (entry.entries ? testsOf(entry) : [entry]))
}

/**
 * Runs the tests of a group that are wanted, until `around` says that it is enough.
 * @param around runs one test and tells whether to go on
 */
export async function runGroup(group, wanted, around, outer = { beforeEach: [], afterEach: [] }) {
  if (!testsOf(group).some(wanted)) return true
  const beforeEach = [...outer.beforeEach, ...group.beforeEach]
  const afterEach = [...group.afterEach, ...outer.afterEach]
  const inOrder = async (hooks) => {
    for (const hook of hooks) await hook()
  }
  try {
    await inOrder(group.beforeAll)
    for (const entry of group.entries) {
      if (entry.entries) {
        if (!(await runGroup(entry, wanted, around, { beforeEach, afterEach }))) return false
        continue
      }
      if (!wanted(entry)) continue
      const goesOn = await around(entry, async () => {
        try {
          await inOrder(beforeEach)
          await entry.body()
        } finally {
          await inOrder(afterEach)
        }
      })
      if (!goesOn) return false
    }
    return true
  } finally {
    await inOrder(group.afterAll)
  }
}
