import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readConfig } from './config.ts'
import { production, refusalOf } from './fixtures/refused-config.ts'

describe('HUB_MODE', () => {
  test('production starts with an issuer, an audience, keys and a database', () => {
    const { mode, issuer, audience, jwks, mongodbUri } = readConfig(production)
    expect([mode, issuer, audience, jwks, mongodbUri]).toEqual(Object.values(production))
  })

  test.each(['HUB_ISSUER', 'HUB_AUDIENCE', 'HUB_JWKS', 'MONGODB_URI'])('production without %s is refused', (name) => {
    for (const env of [
      { ...production, [name]: '' },
      { ...production, [name]: '', HUB_DEMO_EXPOSED: 'yes' },
    ])
      expect(refusalOf(env)).toContain(name)
  })

  test('production names all that is missing at once, and the way out', () => {
    const message = refusalOf({ HUB_MODE: 'production' })
    for (const name of ['HUB_ISSUER', 'HUB_AUDIENCE', 'HUB_JWKS', 'MONGODB_URI']) expect(message).toContain(name)
    expect(message).toContain('Leave HUB_MODE out')
  })

  test('production refuses the issuer of the demo and a clock that stands still', () => {
    expect(refusalOf({ ...production, HUB_ISSUER: 'https://provincial-data-hub.example/demo' })).toMatch(/^HUB_ISSUER/)
    expect(refusalOf({ ...production, HUB_CLOCK: '2026-01-31T01:00:00Z' })).toMatch(/^HUB_CLOCK/)
  })

  test.each(['Demo', 'prod', 'PRODUCTION', 'test'])('%s is no mode', (mode) => {
    expect(refusalOf({ HUB_MODE: mode })).toContain('HUB_MODE takes demo or production')
  })
})

describe('the issuer of tokens', () => {
  const { HUB_MODE: _, MONGODB_URI: __, ...identity } = production

  test('is named with audience and keys, or not at all: half of it would mix two issuers', () => {
    expect(readConfig(identity)).toMatchObject({ mode: 'demo', issuer: production.HUB_ISSUER })
    fc.assert(
      fc.property(fc.subarray(Object.entries(identity), { minLength: 1, maxLength: 2 }), (some) => {
        const message = refusalOf(Object.fromEntries(some))
        for (const name of Object.keys(identity)) expect(message).toContain(name)
      }),
    )
  })

  test.each(['https://a.example/jwks', 'http://127.0.0.1:9/jwks', 'http://localhost/jwks', 'http://[::1]:9/jwks'])(
    'has its keys at %s',
    (jwks) => expect(readConfig({ ...production, HUB_JWKS: jwks }).jwks).toBe(jwks),
  )

  test.each([
    'http://a.example/jwks',
    'http://127.0.0.1.example/',
    'ftp://a.example/',
    'https://an:mk@a.example/',
    'https://',
  ])('never has its keys at %s, where another could lay his', (jwks) => {
    const message = refusalOf({ ...production, HUB_JWKS: jwks })
    expect(message).toMatch(/^HUB_JWKS takes|^HUB_JWKS: .*HUB_JWKS takes/)
    expect(message).not.toContain('an:mk')
  })
})

describe('HUB_INTROSPECTION', () => {
  test.each(['true', 'no', 'OFF', '1'])('%s is neither on nor off', (text) => {
    expect(refusalOf({ HUB_INTROSPECTION: text })).toContain('HUB_INTROSPECTION takes on or off')
  })
})

describe('HUB_SUBGRAPHS', () => {
  test.each([
    'land',
    'land=',
    '=http://a',
    'land=ftp://a',
    'land=127.0.0.1:4101',
    'Land=http://a',
    '../land=http://a',
    'land=http://a b',
    'land=http://',
    'land=http://a,land=http://b',
    'land=http://a;health=http://b',
    '__proto__=http://a',
  ])('%s is refused, with an example', (text) => {
    expect(refusalOf({ HUB_SUBGRAPHS: text })).toMatch(/^HUB_SUBGRAPHS: .*land=http:\/\/127\.0\.0\.1:4101/)
  })
})
