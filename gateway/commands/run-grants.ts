import { readFile, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import type { Grant, Suspension } from '../../schema/access/grant.ts'
import { readRules } from '../../schema/access/read-rules.ts'
import { provinceSupergraph } from '../../schema/compose/province-supergraph.ts'
import { limits } from '../../schema/limits.ts'
import { readPurposes } from '../../seed/law/purposes.ts'
import { groupBy } from '../../seed/reference/group-by.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { GrantRefused, grantFaults } from '../../subgraphs/_kit/grants/check-grant.ts'
import type { ChangeReport, GrantDesk } from '../../subgraphs/_kit/grants/grant-desk.ts'
import { ConfigError } from '../config.ts'
import { type GrantFileChecks, readGrantFile, unreachable } from './check-grant-file.ts'
import { describeGrant, describeReport } from './describe-grants.ts'

/** What `npm run grants -- --help` prints. */
export const grantsHelp = `npm run grants -- list
npm run grants -- load FILE.json
npm run grants -- suspend ID… --ground GROUND --contact TEXT [--until INSTANT]
npm run grants -- restore ID…
npm run grants -- end ID…

Xem và thay đổi quyền truy cập trong cơ sở dữ liệu của nền tảng đang chạy.
Shows and changes the grants in the database of the running hub.

  load      adds grants or replaces those of the same id; every fault is named, and with one nothing is loaded
  suspend   tạm dừng: GROUND is MAINTENANCE, FORCE_MAJEURE, BREACH or SECURITY_RISK;
            --contact whom to ask; --until an ISO instant with its offset (needed for MAINTENANCE)
  restore   khôi phục, takes suspended grants up again
  end       chấm dứt, for good
  --by NAME who changes it, for the history; default is the account at this machine

A change is acknowledged when no process answers by the former grants any more: at once where all
confirm, after ${limits.grantLeaseMs / 1_000} s where one is silent.`

const actions = ['list', 'load', 'suspend', 'restore', 'end']

/** Reads the words after the command's name. @throws ConfigError for what it does not know, never repeating it */
export function readGrantsArguments(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ground: text, until: text, contact: text, by: text, help: { type: 'boolean', short: 'h' } },
    })
    const [action, ...rest] = positionals
    if (action !== undefined && !actions.includes(action)) throw wrongWords()
    return { ...values, action, rest }
  } catch {
    throw wrongWords()
  }
}

export type GrantsArguments = ReturnType<typeof readGrantsArguments>

/**
 * Does what the words ask for and says it line by line.
 * @throws ConfigError where the words do not fit, GrantRefused where the grants do not
 */
export async function runGrants(args: GrantsArguments, desk: GrantDesk, say: (line: string) => void): Promise<void> {
  const { action, rest, ground, contact, until } = args
  const by = args.by ?? `${userInfo().username} (npm run grants)`
  if (action !== 'suspend' && (ground ?? contact ?? until) !== undefined) throw wrongWords()
  if (action === 'list' && rest.length === 0) return list(desk, say)
  if (rest.length === 0) throw wrongWords()
  say(describeReport(await change()))

  function change(): Promise<ChangeReport> {
    if (action === 'load' && rest.length === 1) return load(rest[0] as string, by, desk, say)
    if (action === 'suspend') return desk.suspend(rest, suspensionOf(args), by)
    if (action === 'restore') return desk.restore(rest, by)
    if (action === 'end') return desk.end(rest, by)
    throw wrongWords()
  }
}

async function list(desk: GrantDesk, say: (line: string) => void): Promise<void> {
  const { version, stored } = await desk.list()
  for (const line of stored.flatMap(describeGrant)) say(line)
  say(`Phiên bản ${version}, ${stored.length} quyền — Version ${version}, ${stored.length} grants`)
}

function suspensionOf({ ground, contact, until: end }: GrantsArguments): Suspension {
  const until = end ?? null
  if (ground === undefined || contact === undefined)
    throw new ConfigError('suspend: cần --ground và --contact. suspend takes --ground and --contact, see --help.')
  if (ground === 'MAINTENANCE' && until === null)
    throw new ConfigError(
      'suspend: bảo trì phải nêu thời điểm khôi phục bằng --until. MAINTENANCE takes --until, the instant at which it shall end.',
    )
  // Not checked here: what is no ground is refused with the grant.
  return { ground: ground as Suspension['ground'], contact: contact.normalize('NFC'), until }
}

async function load(path: string, by: string, desk: GrantDesk, say: (line: string) => void): Promise<ChangeReport> {
  const text = await readText(path)
  const checks = await fileChecks(say)
  const { grants, faults } = readGrantFile(text, checks)
  if (faults.length > 0) throw new GrantRefused(faults)
  const { stored } = await desk.list()
  const ids = new Set(grants.map(({ id }) => id))
  const kept = stored.filter((value): value is Grant => grantFaults(value).length === 0)
  const all = [...kept.filter(({ id, state }) => !ids.has(id) && state !== 'ENDED'), ...grants]
  for (const together of groupBy(all, ({ agency, app, purpose }) => `${agency} ${app} ${purpose}`).values()) {
    if (!together.some(({ id }) => ids.has(id))) continue
    for (const coordinate of unreachable(together, checks.rules)) {
      say(
        `${coordinate}: chưa có đường nào dẫn đến — no granted field leads there yet: grant the fields on the way too`,
      )
    }
  }
  return desk.put(grants, by)
}

async function readText(path: string): Promise<string> {
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  )
  if (size === null || size > limits.grantFileBytes) {
    const most = limits.grantFileBytes / 1024 / 1024
    throw new ConfigError(`load: không đọc được tệp, hoặc lớn hơn ${most} MB. No such file, or larger than ${most} MB.`)
  }
  return readFile(path, 'utf8')
}

async function fileChecks(say: (line: string) => void): Promise<GrantFileChecks> {
  const agencies = await discoverAgencies()
  const rules = readRules(await provinceSupergraph(agencies, say), {})
  if (!rules) throw new ConfigError('Lược đồ chung không có lớp truy cập. The supergraph has no access classes.')
  return { rules, purposes: new Set(readPurposes().keys()), databases: new Set(agencies.map(({ folder }) => folder)) }
}

function wrongWords(): ConfigError {
  return new ConfigError(
    'Không hiểu lệnh: list | load TỆP | suspend ID… | restore ID… | end ID…. Not understood: see npm run grants -- --help.',
  )
}
