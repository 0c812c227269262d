import { BothLanguages, OneLanguage } from './both-languages.tsx'
import type { Refusal } from './gather-refusals.ts'
import { useLanguage } from './language.tsx'

/** What the hub left out and why: which field, which reason, which article, and what one can do about it. */
export function RefusalsList({ refusals }: { readonly refusals: readonly Refusal[] }) {
  const { words } = useLanguage()
  return (
    <section className="errors refusals" aria-label={words.refusals(refusals.length)}>
      <h3>{words.refusals(refusals.length)}</h3>
      <ul>
        {refusals.map(({ coordinate, message, class: accessClass, reason, basis, howTo, via }) => (
          <li key={`${coordinate} ${via}`} className="card refusal">
            <strong>
              <OneLanguage text={message} />
            </strong>
            {howTo.vi && <BothLanguages text={howTo} />}
            <dl>
              {[
                [words.reason, reason],
                [words.accessClass, accessClass],
                [words.basis, basis],
                [words.via, via],
              ].map(([name, fact]) =>
                fact ? (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>
                      <code>{fact}</code>
                    </dd>
                  </div>
                ) : null,
              )}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}
