import type { Grant } from '../../schema/access/grant.ts'
import { demoGrants } from '../../seed/demo/grants.ts'
import { demoIdentities } from '../../seed/demo/identities.ts'
import { demoSetting } from '../../seed/demo/setting.ts'
import { discoverAgencies } from '../../subgraphs/_kit/discover.ts'
import { type Caller, startTestHub, type TestHub } from './hub.ts'
import { ownRecords } from './own-records.ts'
import { testPersons, testSeed } from './population.ts'
import { giveGrants } from './reader.ts'

/** The instant of every hub with the demo's grants, in the province's time. */
export const demoClock = '2026-03-02T08:00:00+07:00'

/** A hub with the identities and the grants of the demo over the population that all tests share. */
export interface DemoHub extends TestHub {
  /** An identity of the demo, for a purpose. */
  demo(identity: string, purpose?: string, headers?: Readonly<Record<string, string>>): Caller
  /** Personal ID of `citizen`, and one that nobody bears. */
  readonly citizen: string
  readonly nobody: string
}

/** @param name of its grants and its log, which are its own; `more` grants beside those of the demo */
export async function startDemoHub(name: string, more: readonly Grant[] = []): Promise<DemoHub> {
  const records = await ownRecords(name)
  const hub = await startTestHub({ ...records, clock: demoClock })
  const population = { persons: testPersons, seed: testSeed }
  const setting = demoSetting({ population, agencies: await discoverAgencies(), today: demoClock.slice(0, 10) })
  await giveGrants(records.mongodbUri, [...demoGrants(setting), ...more])
  const identities = demoIdentities(setting)
  const { personalId: citizen } = setting.citizen
  return {
    ...hub,
    citizen,
    nobody: `${citizen.slice(0, 6)}999999`,
    demo(identity, purpose, headers = {}) {
      const one = identities.find((each) => each.identity === identity)
      if (!one) throw new Error(`no identity ${identity}`)
      const { agency, app, databases, roles, personalId } = one
      const claims = {
        sub: identity,
        databases,
        roles,
        ...(agency === null ? {} : { agency }),
        ...(app === null ? {} : { app }),
        ...(personalId === null ? {} : { personal_id: personalId }),
      }
      return { as: claims, headers, ...(purpose ? { purpose } : {}) }
    },
  }
}
