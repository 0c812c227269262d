// Stands between the hub and mongod: starts mongod, tells the hub its id and its end, and ends it
// when the channel to the hub closes. The system closes that channel however the hub ends, by
// kill -9 too, so no mongod outlives its hub. Plain JavaScript: it runs as it is, from source and
// from a build. Arguments: milliseconds from SIGTERM to SIGKILL, then mongod with its own.
import { spawn } from 'node:child_process'

// the hub ended while this file was being read
if (!process.connected) process.exit(0)

const [stopMs, mongod, ...mongodArguments] = process.argv.slice(2)
const child = spawn(mongod, mongodArguments, { stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true })

function tell(message, then = () => {}) {
  if (process.connected) process.send(message, then)
  else then()
}

function end() {
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), Number(stopMs)).unref()
}

child.on('spawn', () => tell({ pid: child.pid }))
child.on('error', (error) => tell({ failed: error.code }, () => process.exit(1)))
child.on('exit', (code, signal) => tell({ code, signal }, () => process.exit(0)))
process.on('disconnect', end)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end)
