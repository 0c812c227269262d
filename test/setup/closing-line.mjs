import { writeSync } from 'node:fs'

/**
 * Closes a test run with one plain line that any machine can read: `N passed, N failed`.
 * Written as the process ends, behind whatever the other reporters print.
 */
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    process.on('exit', () => writeSync(1, `\n${results.numPassedTests} passed, ${failed} failed\n`))
  }
}
