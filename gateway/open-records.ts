import type { AccessRules } from '../schema/access/rules.ts'
import { type Clock, provinceDate } from '../schema/clock.ts'
import { demoGrants } from '../seed/demo/grants.ts'
import { demoSetting } from '../seed/demo/setting.ts'
import type { SeedReport } from '../seed/load/seed-province.ts'
import type { LoadedAgency } from '../subgraphs/_kit/agency.ts'
import { openExchangeLog } from '../subgraphs/_kit/exchange-log/exchange-log.ts'
import { logSigningKey } from '../subgraphs/_kit/exchange-log/signing-key.ts'
import { subjectKeys, subjectMaster } from '../subgraphs/_kit/exchange-log/subject-key.ts'
import { type GrantStore, openGrantStore } from '../subgraphs/_kit/grants/grant-store.ts'
import { restoreBudget } from './abuse/restore-budget.ts'
import { departmentOn } from './answer/completeness.ts'
import { tellOfRefused } from './audit/refused-records.ts'
import type { Config } from './config.ts'
import type { Behind } from './open-door.ts'

interface Records {
  readonly config: Config
  readonly say: (line: string) => void
  readonly clock: Clock
  readonly uri: string
  readonly rules: AccessRules
  readonly agencies: readonly LoadedAgency[]
  readonly behind: Behind
  readonly seeded: SeedReport | null
}

/** Opens what decides and what remembers: the grants under their lease, and the exchange log. */
export async function openRecords(parts: Records): Promise<{ close(): Promise<void> }> {
  const { config, say, clock, uri, rules, agencies, behind, seeded } = parts
  const grants = openGrantStore({ uri, now: clock, processName: 'hub', say })
  const log = await openExchangeLog({
    uri,
    dataDir: config.dataDir,
    signingKey: await logSigningKey(config.dataDir),
    now: clock,
    onChange: (ready) => say(ready ? logBack : logLost),
  })
  const close = async () => {
    stopTelling()
    behind.grants = null
    await grants.close()
    await log.close()
  }
  const stopTelling = tellOfRefused(behind, log, clock)
  // The first lease: a hub that begins without one would refuse its first callers.
  await grants.atLeast(0)
  if (seeded) await giveDemoGrants(grants, parts).catch(() => say(noGrants))
  const master = await subjectMaster(config.dataDir)
  Object.assign(behind, { grants, log })
  behind.desk = {
    rules,
    reader: log.reader,
    introspection: config.introspection,
    subjectKeys: (personalId, ofAgencies) => subjectKeys(master, ofAgencies, personalId),
    databasesOf: (agency) => databasesOf(agencies, agency, provinceDate(clock())),
    holderOf: (database) => holderOf(agencies, database, provinceDate(clock())),
  }
  await restoreBudget(behind, log.reader, clock)
  return { close }
}

/** Only over a store in which nothing was ever changed: what somebody suspended stays suspended. */
async function giveDemoGrants(grants: GrantStore, { agencies, clock, seeded }: Records): Promise<void> {
  if (!seeded || (grants.current()?.version ?? 0) > 0) return
  const setting = demoSetting({ population: seeded, agencies, today: provinceDate(clock()) })
  await grants.putIfEmpty(demoGrants(setting), 'demo')
}

const logBack = 'Nhật ký khai thác đang ghi — the exchange log is written'
const logLost =
  'Nhật ký khai thác KHÔNG ghi được: chỉ trả lời dữ liệu mở — the exchange log CANNOT be written: only open data are answered'
const noGrants = 'Chưa nạp được quyền chia sẻ của bản thử — the grants of the demo could not be loaded'

function holderOf(agencies: readonly LoadedAgency[], database: string, date: string): string | null {
  const departments = agencies.find(({ manifest }) => manifest.database === database)?.manifest.departments
  return departments ? departmentOn(departments, date) : null
}

function databasesOf(agencies: readonly LoadedAgency[], agency: string, date: string): string[] {
  const databases = agencies.map(({ manifest }) => manifest.database)
  return databases.filter((database) => holderOf(agencies, database, date) === agency)
}
