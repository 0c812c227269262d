import { parseArgs } from 'node:util'
import { openClock, provinceDate } from '../../schema/clock.ts'
import { readDemoPopulation } from '../../seed/demo/demo-population.ts'
import { demoToken } from '../../seed/demo/demo-token.ts'
import { demoGrants } from '../../seed/demo/grants.ts'
import { demoIdentities } from '../../seed/demo/identities.ts'
import { demoSetting } from '../../seed/demo/setting.ts'
import { demoKeys } from '../../seed/demo/token-key.ts'
import { readRunFile } from '../../subgraphs/_kit/data-folder.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { describeIdentities, listIdentities } from './list-identities.ts'

const help = `npm run token -- [--json] [IDENTITY]

Không tham số: liệt kê các danh tính của bản thử và quyền của từng danh tính.
Without an argument: the identities of the demo and what each may do; --json for programs.
npm run -s token -- IDENTITY prints one token, in force for 12 hours, and nothing else.

Tokens are signed with token.key in HUB_DATA_DIR and hold on hubs over the same folder only.
`

/** What the command prints, where, and the code with which it ends. */
interface Printed {
  readonly out: string
  readonly complaint: string
  readonly exitCode: number
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * `npm run token`: the identities of the demo, or a token of one. The citizen and the firm are of
 * the population that a hub on the data folder serves, else of the one that it would seed.
 * @throws ConfigError where tokens are not ours to give, with the way out
 */
export async function runToken(args: readonly string[], env: Environment): Promise<Printed> {
  const asked = readArguments(args)
  if (asked === null) return { out: '', complaint: help, exitCode: 2 }
  if (asked.help) return printed(help)
  const config = demoConfig(env)
  const population = (await readDemoPopulation(config.dataDir)) ?? { persons: config.seedPersons, seed: config.seed }
  const today = provinceDate(openClock(config.clock)())
  const setting = demoSetting({ population, agencies: await discoverAgencies(), today })
  const identities = demoIdentities(setting)
  if (asked.identity === undefined) {
    const grants = demoGrants(setting)
    if (asked.json) return printed(`${JSON.stringify(listIdentities(identities, grants), null, 2)}\n`)
    return printed(`${describeIdentities(identities, grants, await hubUrl(config)).join('\n')}\n`)
  }
  const identity = identities.find((entry) => entry.identity === asked.identity)
  // By the machine's clock, as tokens are verified: HUB_CLOCK moves the data and the grants only.
  if (identity) return printed(`${await demoToken(identity, config, await demoKeys(config.dataDir), new Date())}\n`)
  const known = identities.map((entry) => entry.identity).join(', ')
  const complaint = `Không có danh tính này. There is no such identity; the demo knows ${known}.\n`
  return { out: '', complaint, exitCode: 2 }
}

interface Asked {
  readonly identity: string | undefined
  readonly json: boolean
  readonly help: boolean
}

/** Null for arguments that the command does not know. */
function readArguments(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    if (positionals.length > 1 || (positionals.length === 1 && values.json)) return null
    return { identity: positionals[0], json: values.json === true, help: values.help === true }
  } catch {
    return null
  }
}

/** Only the demo's tokens are made here: those of a province's identity provider are not ours to give. */
function demoConfig(env: Environment): Config {
  const refused = new ConfigError(
    'HUB_MODE, HUB_JWKS: mã truy cập do nơi quản lý danh tính của tỉnh cấp. Tokens come from the identity provider of HUB_ISSUER; ' +
      'leave HUB_MODE, HUB_ISSUER, HUB_AUDIENCE and HUB_JWKS out for the demo identities.',
  )
  if (env.HUB_MODE === 'production') throw refused
  const config = readConfig(env)
  if (config.jwks !== undefined) throw refused
  return config
}

async function hubUrl({ dataDir, port }: Config): Promise<string> {
  return (await readRunFile(dataDir))?.url ?? `http://127.0.0.1:${port || 4000}`
}

function printed(out: string): Printed {
  return { out, complaint: '', exitCode: 0 }
}
