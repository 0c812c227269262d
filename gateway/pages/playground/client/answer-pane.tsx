import type { ReactNode } from 'react'
import { ErrorCards } from './error-cards.tsx'
import { gatherRefusals } from './gather-refusals.ts'
import { Icon, type IconName } from './icons.tsx'
import { useLanguage } from './language.tsx'
import type { Answer } from './use-answer.ts'
import type { Words } from './words-vi.ts'

interface AnswerPaneProps {
  readonly answer: Answer
  readonly run: () => void
  /** The read-only editor with the whole answer; it stays in place while there is none. */
  readonly children: ReactNode
}

/** What came back: first in words, then whole. Where nothing came back it says why, and what to do. */
export function AnswerPane({ answer, run, children }: AnswerPaneProps) {
  const { words, language } = useLanguage()
  const answered = answer.kind === 'answered' ? answer : undefined
  const errors = answered?.body.errors ?? []
  const number = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 })
  const state = describe(answer, words)
  return (
    <>
      <p className="visually-hidden" role="status">
        {answer.kind === 'none' ? '' : state.text}
      </p>
      {answered && (
        <p className="figures">
          {words.answered(
            answered.status,
            number.format(Math.round(answered.tookMs)),
            number.format(answered.bytes / 1000),
          )}
        </p>
      )}
      {answered && errors.length > 0 && <ErrorCards errors={errors} atMs={answered.atMs} />}
      <div className="answer-text" hidden={!answered}>
        {children}
      </div>
      {!answered && (
        <div className="state">
          {answer.kind === 'asking' && <div className="busy" aria-hidden="true" />}
          {state.icon && <Icon name={state.icon} />}
          <p className="state-text">{state.text}</p>
          {state.hint && <p>{state.hint}</p>}
          {state.retry && (
            <button type="button" className="plain" onClick={run}>
              <Icon name="retry" />
              {words.retry}
            </button>
          )}
        </div>
      )}
    </>
  )
}

interface Described {
  readonly text: string
  readonly hint?: string
  readonly icon?: IconName
  readonly retry?: boolean
}

function describe(answer: Answer, words: Words): Described {
  switch (answer.kind) {
    case 'none':
      return { text: words.answerNone, hint: words.answerNoneHint }
    case 'asking':
      return { text: words.asking }
    case 'stopped':
      return { text: words.stopped }
    case 'variablesInvalid':
      return { icon: 'warning', text: words.variablesInvalid, hint: words.variablesInvalidHint }
    case 'unreachable':
      return { icon: 'away', text: words.unreachable, hint: words.unreachableHint, retry: true }
    case 'notGraphql':
      return { icon: 'away', text: words.notGraphql(answer.status), hint: words.unreachableHint, retry: true }
    case 'answered': {
      const { refusals, others } = gatherRefusals(answer.body.errors ?? [])
      return { text: words.answeredWith(others.length, refusals.length) }
    }
  }
}
