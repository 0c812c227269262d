import { basename } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseSync } from '@swc/core'
import { repositoryFiles, sourceFiles, testFiles, textOf } from './repository.ts'

const linesOf = (file: string) => textOf(file).split('\n').length - 1

describe('a file of the hub', () => {
  const code = [...sourceFiles(), ...testFiles()]

  test('there are files to look at', () => expect(code.length).toBeGreaterThan(100))

  test('has at most 300 lines', () => {
    expect(code.filter((file) => linesOf(file) > 300)).toEqual([])
  })

  test('has 85 lines or fewer in the median', () => {
    const lengths = sourceFiles()
      .map(linesOf)
      .sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(85)
  })

  test('bears the name of its one idea: no barrel, no drawer for leftovers', () => {
    const drawers = /^(index|utils?|helpers?|common|misc|types|shared|constants)\.(ts|tsx)$/
    expect(code.filter((file) => drawers.test(basename(file)))).toEqual([])
  })

  test('holds no function of 70 lines or more', () => {
    expect(sourceFiles().flatMap(longFunctions)).toEqual([])
  })

  test('says of each exported function what it promises', () => {
    expect(sourceFiles().flatMap(undocumented)).toEqual([])
  })
})

describe('a test', () => {
  test('is never skipped, focused, a snapshot or a sleep', () => {
    const banned = [
      /\b(test|it|describe)\.(skip|only|todo)\b/,
      /toMatch(Inline)?Snapshot/,
      /\bx(it|test|describe)\(/,
      // A wait on time; one that says why on its own line is let through.
      /\bsetTimeout\((?!.*\/\/)/,
      /\bwaitForTimeout\(/,
      /\bsetTimeout\b[^'\n]*from '(node:)?timers\/promises'/,
    ]
    const found = [...testFiles(), ...repositoryFiles().filter((file) => file.startsWith('test/setup/'))]
      .filter((file) => file !== 'test/house/code.test.ts')
      .flatMap((file) => banned.filter((pattern) => pattern.test(textOf(file))).map((pattern) => `${file} ${pattern}`))
    expect(found).toEqual([])
  })
})

test('the top level holds what the layout names and what tools demand', () => {
  const known = new Set([
    ...['gateway', 'subgraphs', 'schema', 'seed', 'test'],
    ...['package.json', 'package-lock.json', 'tsconfig.json', 'docker-compose.yml', 'README.md', 'CHANGELOG.md'],
  ])
  const top = new Set(repositoryFiles().map((file) => file.split('/')[0] as string))
  expect([...top].filter((name) => !known.has(name) && !name.startsWith('.'))).toEqual([])
})

function undocumented(file: string): string[] {
  const lines = textOf(file).split('\n')
  return lines.flatMap((line, index) => {
    const name = /^export (?:default )?(?:async )?function\*? ?(\w*)/.exec(line)?.[1]
    return name === undefined || /^\s*(\*\/|\/\*\* .* \*\/)$/.test(lines[index - 1] ?? '') ? [] : [`${file} ${name}`]
  })
}

interface Spanned {
  readonly type?: string
  readonly span?: { readonly start: number; readonly end: number }
}

/** Functions by the length of their bodies, counted in lines, from the parsed source. */
function longFunctions(file: string): string[] {
  const source = Buffer.from(textOf(file))
  const module = parseSync(source.toString(), { syntax: 'typescript', tsx: file.endsWith('.tsx'), target: 'es2022' })
  const base = module.span.start
  const found: string[] = []
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) walk(item)
      return
    }
    if (typeof node !== 'object' || node === null) return
    const { type, span } = node as Spanned
    if (
      span &&
      /^(Function|Arrow|Method|ClassMethod)/.test(type ?? '') &&
      /(Declaration|Expression|Property|Method)$/.test(type ?? '')
    ) {
      const lines = source
        .subarray(span.start - base, span.end - base)
        .toString()
        .split('\n').length
      if (lines >= 70) found.push(`${file} ${lines} lines at byte ${span.start - base}`)
    }
    for (const value of Object.values(node)) walk(value)
  }
  walk(module.body)
  return found
}
