import type { Example } from '../examples.ts'
import { OneLanguage } from './both-languages.tsx'
import { useLanguage } from './language.tsx'
import { Notice } from './notice.tsx'
import type { Loaded } from './use-loaded.ts'

interface ExamplesListProps {
  readonly examples: Loaded<readonly Example[]>
  readonly retry: () => void
  /** The name of the example that stands in the editor as it is. */
  readonly chosen: string | undefined
  readonly choose: (example: Example) => void
}

/** The operations that run as they stand, each with what one learns from it. */
export function ExamplesList({ examples, retry, chosen, choose }: ExamplesListProps) {
  const { words } = useLanguage()
  if (examples.state === 'loading') return <Notice text={words.examplesLoading} />
  if (examples.state === 'failed') return <Notice text={words.examplesFailed} retry={retry} />
  if (examples.value.length === 0) return <Notice text={words.examplesEmpty} />
  return (
    <>
      <p className="hint">{words.examplesHint}</p>
      <ul className="examples">
        {examples.value.map((example) => (
          <li key={example.name}>
            <button type="button" aria-pressed={example.name === chosen} onClick={() => choose(example)}>
              <strong>
                <OneLanguage text={example.title} />
              </strong>
              <OneLanguage text={example.sentence} />
              {example.identity && (
                <span className="needs">{[example.identity, example.purpose].filter(Boolean).join(' · ')}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
