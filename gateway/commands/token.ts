import { explain } from './explain.ts'
import { runToken } from './run-token.ts'

runToken(process.argv.slice(2), process.env)
  .then(({ out, complaint, exitCode }) => {
    process.stdout.write(out)
    process.stderr.write(complaint)
    process.exitCode = exitCode
  })
  .catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 1
  })
