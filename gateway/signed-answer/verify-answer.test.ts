import { execFileSync } from 'node:child_process'
import { sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { transformSync } from '@swc/core'
import fc from 'fast-check'
import { canonicalJson } from '../../schema/canonical-json.ts'
import { repositoryRoot } from '../../schema/repository-root.ts'
import { mutations } from './fixtures/mutated.ts'
import { choices, rewritten } from './fixtures/rewritten.ts'
import { newKey, plainAnswer, signedAnswer, signedFor } from './fixtures/signed-answer.ts'
import { signAnswer } from './sign-answer.ts'
import { verifyAnswer } from './verify-answer.ts'

const signed = signedAnswer()
const isValid = (text: string | Uint8Array) => verifyAnswer(text, { keys: signed.keys }).valid
const faultOf = (text: string | Uint8Array, keys: readonly unknown[] = signed.keys) => {
  const verdict = verifyAnswer(text, { keys })
  return verdict.valid ? null : verdict.fault
}

/** Whether two texts are one JSON value, by the hub's own canonical JSON and not by the verifier's. */
function isSameValue(text: string | Uint8Array): boolean {
  try {
    return canonicalJson(JSON.parse(String(text))) === canonicalJson(JSON.parse(signed.text))
  } catch {
    return false
  }
}

describe('10,000 forged answers', () => {
  const ways = Object.entries(mutations)
  test.each(ways)('none verifies where %s, unless the JSON value stayed equal', (_way, mutate) => {
    let forged = 0
    let seed = 0
    while (forged < 10_000 / ways.length) {
      seed += 1
      // The generator's first numbers of neighbouring seeds lie close together, so the seeds are spread.
      const text = mutate(signed.text, choices(Math.imul(seed, 2_654_435_761)))
      if (isSameValue(text)) continue
      forged += 1
      if (isValid(text)) throw new Error(`verified, though it was not signed so: ${String(text)}`)
    }
    expect(forged).toBeGreaterThanOrEqual(909)
  })

  test('nor does one with the signature of another answer, though both are of one key and one moment', () => {
    const other = JSON.parse(signedAnswer('{"data":null}').text)
    const mixed = { ...JSON.parse(signed.text), extensions: { ...JSON.parse(plainAnswer).extensions } }
    mixed.extensions.signature = other.extensions.signature
    expect(faultOf(JSON.stringify(mixed))).toBe('WRONG_SIGNATURE')
  })

  test.each([
    ['a member named twice, the signed one last', '"area":120.5', '"area":999,"area":120.5'],
    ['a member named twice, the signed one first', '"area":120.5', '"area":120.5,"area":999'],
    ['one of the two names escaped', '"area":120.5', '"\\u0061rea":999,"area":120.5'],
    ['a second signature', '"signature":', '"signature":null,"signature":'],
    ['a number beyond what a double holds', '120.5', '120.50000000000000000001'],
    ['a number that a double takes for zero', '"count":0', '"count":1e-400'],
    ['a very long number', '120.5', `120.5${'0'.repeat(100)}`],
    ['half a character', 'Đất ở', 'Đất ở\\ud800'],
  ])('nor one that some readers take for another value: %s', (_what, piece, forged) => {
    expect(signed.text).toContain(piece)
    expect(faultOf(signed.text.replace(piece, forged))).toBe('AMBIGUOUS_JSON')
  })
})

describe('an answer that says the same', () => {
  test('verifies, whatever its white space, its order, its escapes and the forms of its numbers', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const text = rewritten(JSON.parse(signed.text), choices(seed))
        expect(isSameValue(text)).toBe(true)
        expect(faultOf(text)).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  test('does not where a text changed its Unicode form: what was signed is what was sent', () => {
    expect(faultOf(signed.text.normalize('NFD'))).toBe('WRONG_SIGNATURE')
  })
})

describe('is refused, with the reason', () => {
  test.each([
    ['no JSON', 'NO_JSON', 'data: 1'],
    ['bytes that are no UTF-8', 'NO_JSON', Buffer.from([0x7b, 0xff, 0x7d])],
    ['JSON that is no answer', 'NO_SIGNATURE', '[1]'],
    ['an answer that was never signed', 'NO_SIGNATURE', plainAnswer],
    ['what is nested beyond reading', 'AMBIGUOUS_JSON', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ])('%s', (_what, fault, text) => expect(faultOf(text)).toBe(fault))

  test('a key that is not in the set, or under whose name there are two', () => {
    const { jwk } = newKey()
    expect(faultOf(signed.text, [])).toBe('UNKNOWN_KEY')
    expect(faultOf(signed.text, [null, 'x', { ...jwk, kid: 'answer-2' }])).toBe('UNKNOWN_KEY')
    expect(faultOf(signed.text, [...signed.keys, jwk])).toBe('UNKNOWN_KEY')
    expect(faultOf(signed.text, [{ ...jwk, x: 'short' }])).toBe('UNKNOWN_KEY')
  })

  test('another key of the same name', () => {
    expect(faultOf(signed.text, [newKey().jwk])).toBe('WRONG_SIGNATURE')
  })

  test('a key for something else: of the log, of tokens, of encryption, of another curve', () => {
    const [key] = signed.keys as [Record<string, unknown>]
    expect(faultOf(signed.text, [{ ...key, use: 'enc' }])).toBe('UNKNOWN_KEY')
    expect(faultOf(signed.text, [{ ...key, crv: 'Ed448' }])).toBe('UNKNOWN_KEY')
    const ofTheLog = newKey('log-1')
    expect(faultOf(signAnswer(plainAnswer, signedFor, ofTheLog.key), [ofTheLog.jwk])).toBe('UNKNOWN_KEY')
  })

  test.each([
    ['for something else', { alg: 'EdDSA', kid: 'answer-1', typ: 'JWT' }],
    ['under another algorithm', { alg: 'Ed25519', kid: 'answer-1', typ: 'hub-answer+jws' }],
    ['with a member that changes its meaning', { alg: 'EdDSA', kid: 'answer-1', typ: 'hub-answer+jws', b64: false }],
  ])('what the same key did sign, but %s', (_what, header) => {
    const { key, jwk } = newKey()
    const answer = JSON.parse(signAnswer(plainAnswer, signedFor, key))
    const { jws: _old, kid: _kid, ...said } = answer.extensions.signature
    const input = [JSON.stringify(header), canonicalJson({ answer: JSON.parse(plainAnswer), ...said })].map((part) =>
      Buffer.from(part).toString('base64url'),
    )
    const signature = sign(null, Buffer.from(input.join('.')), key.privateKey).toString('base64url')
    answer.extensions.signature.jws = `${input[0]}..${signature}`
    expect(faultOf(JSON.stringify(answer), [jwk])).toBe('NO_SIGNATURE')
  })

  test('bytes that a careless reader would mend into what was signed', () => {
    const { text, keys } = signedAnswer('{"data":{"name":"\ufffd"}}')
    const bytes = Buffer.from(text)
    const at = bytes.indexOf('\ufffd')
    const broken = Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)])
    expect([faultOf(bytes, keys), faultOf(broken, keys)]).toEqual([null, 'NO_JSON'])
  })
})

test('the file stands alone: copied elsewhere, with Node and nothing else, it verifies', () => {
  const source = readFileSync(join(repositoryRoot, 'gateway/signed-answer/verify-answer.ts'), 'utf8')
  expect([...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from)).toEqual(['node:crypto'])
  const folder = mkdtempSync(join(tmpdir(), 'verifier-'))
  try {
    const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } })
    writeFileSync(join(folder, 'verify-answer.mjs'), code)
    writeFileSync(join(folder, 'answer.json'), signed.text)
    writeFileSync(join(folder, 'jwks.json'), JSON.stringify({ keys: signed.keys }))
    const script = `import { readFileSync } from 'node:fs'
      import { verifyAnswer } from './verify-answer.mjs'
      const keys = JSON.parse(readFileSync('jwks.json'))
      console.log(JSON.stringify(verifyAnswer(readFileSync('answer.json'), keys)))`
    const out = execFileSync('node', ['--input-type=module', '-e', script], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '' },
    })
    expect(JSON.parse(String(out))).toMatchObject({ valid: true, stated: { identity: 'land-officer' } })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
