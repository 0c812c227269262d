import { mkdir, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Stryker } from '@stryker-mutator/core'
import { groups } from './groups.mjs'

// npm run mutation [-- GROUP [FILE ...]]: changes the code in small ways and runs the tests of its group
// for each; a change that no test notices survives. Ends 1 where too many of a group do.

/** Share of mutants that the tests of a group must kill, in percent; SURVIVORS.md tells of the others. */
const leastKilledPercent = 90
const reports = 'coverage/mutation'

async function killedPercent(name, files) {
  const { mutate } = groups[name]
  const results = await new Stryker({
    mutate: [...(files.length > 0 ? files : mutate), '!**/*.test.ts'],
    testRunner: 'quick',
    plugins: [fileURLToPath(new URL('./quick-runner.mjs', import.meta.url))],
    quickTests: await testFiles(groups[name]),
    warnings: { unknownOptions: false },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    timeoutMS: 10_000,
    dryRunTimeoutMinutes: 10,
    // Outside of the repository, so that no other tool takes the copy for code of its own.
    tempDirName: join(tmpdir(), `mutation-${process.pid}-${name}`),
    ignorePatterns: ['.data', 'dist', 'coverage', 'gateway/pages/playground/client'],
    // TypeScript 7 offers no programs to call; a file that is not there is not rewritten by them.
    tsconfigFile: 'none',
    reporters: ['clear-text', 'json', 'progress-append-only'],
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: join(reports, `${name}.json`) },
    allowConsoleColors: false,
  }).runMutationTest()
  const counted = results.filter(({ status }) => status !== 'Ignored')
  const killed = counted.filter(({ status }) => status === 'Killed' || status === 'Timeout')
  return (100 * killed.length) / counted.length
}

async function testFiles({ tests, slow = [] }) {
  const named = await Promise.all(tests.map(async (test) => (test.endsWith('.test.ts') ? [test] : testsIn(test))))
  return [...named.flat().filter((test) => !slow.includes(test)), ...slow]
}

async function testsIn(folder) {
  const names = await readdir(folder)
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name))
}

const [only, ...files] = process.argv.slice(2)
if (only !== undefined && !(only in groups)) throw new Error(`the groups are ${Object.keys(groups).join(', ')}`)
await mkdir(reports, { recursive: true })
const lines = []
for (const name of only === undefined ? Object.keys(groups) : [only]) {
  const percent = await killedPercent(name, files)
  lines.push(`${percent >= leastKilledPercent ? 'enough' : 'TOO FEW'}: ${name}: ${percent.toFixed(1)} % killed`)
}
for (const line of lines) console.log(line)
process.exitCode = lines.every((line) => line.startsWith('enough')) ? 0 : 1
