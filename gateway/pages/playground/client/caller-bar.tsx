import { type ChangeEvent, useId } from 'react'
import { OneLanguage } from './both-languages.tsx'
import { ownToken, stranger } from './caller-headers.ts'
import { useLanguage } from './language.tsx'
import type { CallerChoice } from './use-caller.ts'

interface CallerBarProps {
  readonly caller: CallerChoice
  /** Called at each change: an answer is shown under the caller who got it, never under another one. */
  readonly changed: () => void
}

/** As whom and for what purpose the next request is asked: what the hub answers hangs on both. */
export function CallerBar({ caller, changed }: CallerBarProps) {
  const { words, language } = useLanguage()
  const [whoId, purposeId, tokenId] = [useId(), useId(), useId()]
  const { offered, who, purpose, token, askAs, askFor, paste } = caller
  const changing = (change: (value: string) => void) => (event: ChangeEvent<HTMLSelectElement>) => {
    changed()
    change(event.target.value)
  }
  const played = offered.identities.find(({ identity }) => identity === who)
  const own = new Set(played?.purposes)
  const purposes = [...offered.purposes].sort((one, other) => Number(own.has(other.code)) - Number(own.has(one.code)))
  return (
    <section className="caller" aria-label={words.caller}>
      <p className="choice">
        <label htmlFor={whoId}>{words.askAs}</label>
        <select id={whoId} value={who} onChange={changing(askAs)}>
          {offered.identities.map(({ identity, title }) => (
            <option key={identity} value={identity} title={title[language]}>
              {identity}
            </option>
          ))}
          <option value={stranger}>{words.stranger}</option>
          <option value={ownToken}>{words.ownToken}</option>
        </select>
      </p>
      <p className="choice">
        <label htmlFor={purposeId}>{words.purpose}</label>
        <select id={purposeId} value={purpose} onChange={changing(askFor)}>
          <option value="">{words.noPurpose}</option>
          {purpose !== '' && !purposes.some(({ code }) => code === purpose) && (
            <option value={purpose}>{purpose}</option>
          )}
          {purposes.map(({ code, title }) => (
            <option key={code} value={code} title={title[language]}>
              {code}
            </option>
          ))}
        </select>
      </p>
      {who === ownToken ? (
        <p className="choice token">
          <label htmlFor={tokenId}>{words.token}</label>
          <input
            id={tokenId}
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={token}
            title={words.tokenHint}
            onChange={(event) => paste(event.target.value)}
          />
        </p>
      ) : (
        <p className="who">{played ? <OneLanguage text={played.title} /> : words.strangerHint}</p>
      )}
    </section>
  )
}
