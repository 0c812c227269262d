import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { callerHeaders, ownToken, stranger } from './caller-headers.ts'

describe('the headers of a caller', () => {
  test('are the token of the identity and the purpose', () => {
    expect(callerHeaders({ who: 'citizen', purpose: 'HEALTH_CARE', token: 'a.b.c' })).toEqual({
      authorization: 'Bearer a.b.c',
      'x-purpose': 'HEALTH_CARE',
    })
  })

  test('of a stranger hold no token, whatever was pasted before', () => {
    expect(callerHeaders({ who: stranger, purpose: '', token: 'a.b.c' })).toEqual({})
  })

  test.each(['a.b.c', 'Bearer a.b.c', ' bearer a.b.c\n', 'a.b\n.c\t'])(
    'of a pasted %j hold the token alone',
    (token) => {
      expect(callerHeaders({ who: ownToken, purpose: '', token })).toEqual({ authorization: 'Bearer a.b.c' })
    },
  )

  test('can be sent, whatever was pasted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (token) => {
        expect(() => new Headers(callerHeaders({ who: ownToken, purpose: '', token }))).not.toThrow()
      }),
    )
  })
})
