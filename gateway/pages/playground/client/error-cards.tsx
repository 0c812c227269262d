import { errorCatalogue, isErrorCode } from '../../../../schema/errors/catalogue.ts'
import { BothLanguages, OneLanguage } from './both-languages.tsx'
import { type GatheredError, gatherErrors } from './gather-errors.ts'
import { gatherRefusals } from './gather-refusals.ts'
import { Icon } from './icons.tsx'
import { useLanguage } from './language.tsx'
import { RefusalsList } from './refusals-list.tsx'

interface ErrorCardsProps {
  readonly errors: readonly unknown[]
  /** When the answer came, as an instant in milliseconds. */
  readonly atMs: number
}

const shownPlaces = 3

/** What an answer lacks, in words: first what failed, errors that say the same as one card, then what was refused. */
export function ErrorCards({ errors, atMs }: ErrorCardsProps) {
  const { refusals, others } = gatherRefusals(errors)
  return (
    <>
      {others.length > 0 && <FailureCards errors={others} atMs={atMs} />}
      {refusals.length > 0 && <RefusalsList refusals={refusals} />}
    </>
  )
}

function FailureCards({ errors, atMs }: ErrorCardsProps) {
  const { words } = useLanguage()
  return (
    <section className="errors" aria-label={words.errors(errors.length)}>
      <h3>{words.errors(errors.length)}</h3>
      <ul>
        {gatherErrors(errors).map((error) => (
          <ErrorCard key={JSON.stringify(error)} error={error} atMs={atMs} />
        ))}
      </ul>
    </section>
  )
}

function ErrorCard({ error, atMs }: { readonly error: GatheredError; readonly atMs: number }) {
  const { words } = useLanguage()
  const known = isErrorCode(error.code) ? errorCatalogue[error.code] : undefined
  const unavailable = error.code === 'AGENCY_UNAVAILABLE'
  const repeats = known && error.message.vi === known.vi
  return (
    <li className={unavailable ? 'card waiting' : 'card'}>
      <p className="card-title">
        <Icon name={unavailable ? 'clock' : 'warning'} />
        <strong>{known ? <OneLanguage text={known} /> : words.unknownError}</strong>
      </p>
      {unavailable && <p>{words.agencyUnavailable(error.agency || words.anAgency, clock(atMs))}</p>}
      {!repeats && <BothLanguages text={error.message} />}
      <Facts error={error} />
    </li>
  )
}

function Facts({ error }: { readonly error: GatheredError }) {
  const { words } = useLanguage()
  const more = error.paths.length - shownPlaces
  const places = error.location
    ? words.line(error.location.line, error.location.column)
    : error.paths.slice(0, shownPlaces).join(', ') + (more > 0 ? ` ${words.morePlaces(more)}` : '')
  const facts = [
    [words.agency, error.agency],
    [words.database, error.database],
    [words.argument, error.argument],
    [words.place, places && error.count > 1 ? `${places} (×${error.count})` : places],
  ].filter(([, fact]) => fact)
  return (
    <dl>
      {error.code && (
        <div>
          <dt>{words.code}</dt>
          <dd>
            <code>{error.code}</code>
          </dd>
        </div>
      )}
      {facts.map(([name, fact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <code>{fact}</code>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The time of day in the province, 24 hours. */
function clock(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' }).format(atMs)
}
