import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Compiles the code (incremental, a second or two) and builds the playground when its sources changed.
const bin = (name) => join('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name)
const run = (name, ...args) => execFileSync(bin(name), args, { stdio: ['ignore', 'inherit', 'inherit'] })

const playground = 'gateway/pages/playground'
const built = 'dist/pages/playground'
const stamp = join(built, '.stamp')

run('tsc', '-p', '.tsconfig.build.json')
const inputs = ['client', 'vite.config.ts', 'bilingual.ts', 'compress-files.ts'].map((name) => join(playground, name))
const sources = hashOf([...inputs, 'schema/errors/catalogue.ts', 'package-lock.json'])
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  console.log('Đang dựng trang playground — building the playground (once) …')
  run('vite', 'build', '-c', join(playground, 'vite.config.ts'), '--logLevel', 'warn')
  mkdirSync(built, { recursive: true })
  writeFileSync(stamp, sources)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) addTo(hash, path)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const entries = readdirSyncOrNull(path)
  if (!entries) return hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  for (const name of entries.sort()) addTo(hash, join(path, name))
}

function readdirSyncOrNull(path) {
  try {
    return readdirSync(path)
  } catch {
    return null
  }
}
