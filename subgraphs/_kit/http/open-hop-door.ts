import { readRoles } from '../../../seed/law/roles.ts'
import { subjectKey, subjectMaster } from '../exchange-log/subject-key.ts'
import type { GrantStore } from '../grants/grant-store.ts'
import { acceptedKeys } from '../hop/accepted-keys.ts'
import { hopVerifier } from '../hop/verify-hop.ts'
import type { ServeConfig } from '../serve-config.ts'
import type { Subgraph, SubgraphOptions } from '../subgraph.ts'
import { answerHop } from './answer-hop.ts'
import { hopCaller } from './hop-caller.ts'
import { hopDoor } from './hop-door.ts'
import type { Door } from './listen.ts'

export interface HopDoorParts {
  readonly config: Pick<ServeConfig, 'folder' | 'dataDir'>
  readonly subgraph: Subgraph
  readonly grants: GrantStore
  readonly report: SubgraphOptions['report']
}

/** The door of a split subgraph for its own gateway, with the keys of the data folder that both share. */
export async function openHopDoor({ config, subgraph, grants, report }: HopDoorParts): Promise<Door> {
  const { folder, dataDir } = config
  // The machine's clock: what a request says of the time is signed in it.
  const now = () => new Date()
  const master = await subjectMaster(dataDir)
  const grounds = { grants, roles: readRoles() }
  return hopDoor({
    verify: hopVerifier({ audience: folder, keys: acceptedKeys({ dataDir, audience: folder, now }), now }),
    answer: answerHop({
      subgraph,
      callerOf: (context, notes) => hopCaller(context, notes, grounds),
      subjectKey: (agency, personalId) => subjectKey(master, agency, personalId),
    }),
    report: (error) => report({ subgraph: folder, requestId: '', error }),
  })
}
