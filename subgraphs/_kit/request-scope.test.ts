import { describe, expect, test } from '@jest/globals'
import { atRestOf } from './at-rest/at-rest.ts'
import { cursorSeal, newCursorKey } from './cursor.ts'
import { type Caller, scopePerCaller } from './request-scope.ts'

function scopes() {
  const opened: Caller[] = []
  const scopeOf = scopePerCaller((caller) => {
    opened.push(caller)
    return {
      caller,
      cursors: cursorSeal(newCursorKey()),
      atRest: atRestOf({ manifest: { database: 'none' }, collections: {} }, undefined),
      collection: (name) => {
        throw new Error(`no collection ${name}`)
      },
    }
  })
  return { scopeOf, opened }
}

const caller = (requestId = 'r1'): Caller => ({ requestId, today: '2026-01-31' })

describe('one scope for each caller', () => {
  test('the same object gets the same scope, opened once', () => {
    const { scopeOf, opened } = scopes()
    const mine = caller()
    expect(scopeOf(mine)).toBe(scopeOf(mine))
    expect(opened).toEqual([mine])
  })

  test('two callers share nothing, even where they look the same', () => {
    const { scopeOf } = scopes()
    const [one, other] = [scopeOf(caller()), scopeOf(caller())]
    expect(one).not.toBe(other)
    expect(one.keep('loader', () => ({}))).not.toBe(other.keep('loader', () => ({})))
  })

  test('two agencies keep their scopes of one caller apart', () => {
    const mine = caller()
    expect(scopes().scopeOf(mine)).not.toBe(scopes().scopeOf(mine))
  })
})

describe('what a scope keeps', () => {
  test('is made once a name and kept for the rest of the request', () => {
    const scope = scopes().scopeOf(caller())
    let made = 0
    const make = () => ({ number: made++ })
    expect(scope.keep('a', make)).toBe(scope.keep('a', make))
    expect(scope.keep('b', make)).toEqual({ number: 1 })
    expect(made).toBe(2)
  })

  test('may be nothing, and is still made once', () => {
    const scope = scopes().scopeOf(caller())
    let made = 0
    for (let times = 0; times < 3; times += 1) scope.keep<undefined>('nothing', () => void made++)
    expect(made).toBe(1)
  })

  test.each(['__proto__', 'constructor', ''])('may bear the name “%s”', (name) => {
    const scope = scopes().scopeOf(caller())
    expect(scope.keep(name, () => 'mine')).toBe('mine')
  })
})
