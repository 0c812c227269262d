// Runs the download of mongodb-memory-server in a process of its own: the package prints its
// progress, takes its settings from the environment and cannot be stopped. Argument: a folder.
// The last line it prints is JSON: where the binary is, or the code of what failed.
import { MongoBinary } from 'mongodb-memory-server-core'

const [downloadDir] = process.argv.slice(2)
const outcome = await MongoBinary.getPath({ downloadDir, checkMD5: true }).then(
  (path) => ({ path }),
  (error) => ({ failed: error.code ?? error.name }),
)
process.stdout.write(`\n${JSON.stringify(outcome)}\n`)
