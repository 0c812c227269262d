import { useCallback, useState } from 'react'
import type { Example } from '../examples.ts'
import type { OfferedCallers } from '../offered-callers.ts'
import { type Asked, ownToken, stranger } from './caller-headers.ts'
import { remember, remembered } from './remembered.ts'
import type { Loaded } from './use-loaded.ts'

export interface CallerChoice extends Asked {
  /** Empty while they load, and where the hub offers none. */
  readonly offered: OfferedCallers
  readonly askAs: (who: string) => void
  readonly askFor: (purpose: string) => void
  readonly paste: (token: string) => void
  /** Asks as the example says. */
  readonly take: (example: Pick<Example, 'identity' | 'purpose'>) => void
}

/** With these the first example runs at once. */
const first = { identity: 'insurance-app', purpose: 'INSURANCE_ADMINISTRATION' }
const none: OfferedCallers = { identities: [], purposes: [] }

/** As whom the page asks: the identity played in this tab, or a token that it holds until it is closed. */
export function useCaller(callers: Loaded<OfferedCallers>): CallerChoice {
  const [wanted, setWanted] = useState(remembered('identity') ?? first.identity)
  const [purpose, setPurpose] = useState(remembered('purpose') ?? first.purpose)
  const [pasted, paste] = useState('')
  const offered = callers.state === 'ready' ? callers.value : none
  const played = offered.identities.find(({ identity }) => identity === wanted)

  const askFor = useCallback((code: string) => {
    remember('purpose', code)
    setPurpose(code)
  }, [])
  const play = useCallback((who: string) => {
    remember('identity', who)
    setWanted(who)
  }, [])
  const askAs = (who: string) => {
    play(who)
    const identity = offered.identities.find((one) => one.identity === who)
    if (identity) askFor(identity.purposes[0] ?? '')
  }
  const take = ({ identity, purpose: stated }: Pick<Example, 'identity' | 'purpose'>) => {
    if (identity === null) return
    // A reader who brought a token keeps it: there is no other to change to.
    if (offered.identities.length > 0) play(identity)
    askFor(stated ?? '')
  }
  const who = played ? wanted : wanted === ownToken ? ownToken : stranger
  return { offered, who, purpose, token: played?.token ?? pasted, askAs, askFor, paste, take }
}
