import { useCallback, useRef, useState } from 'react'
import { ask, type Outcome, type Question } from './ask.ts'

/** What the answer pane shows. */
export type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'variablesInvalid' }
  | Outcome

interface Asking {
  readonly answer: Answer
  send(question: Question, caller: Readonly<Record<string, string>>): void
  /** Gives up the request under way. */
  stop(): void
  /** Shows another state in place of the answer: none after another example, or what is wrong with the variables. */
  put(answer: Answer): void
}

/** Holds the newest answer; a request under way is given up when another one is sent. */
export function useAnswer(endpoint: string): Asking {
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' })
  const underWay = useRef<AbortController>(undefined)

  const stop = useCallback(() => underWay.current?.abort(), [])
  const put = useCallback((next: Answer) => {
    underWay.current?.abort()
    underWay.current = undefined
    setAnswer(next)
  }, [])
  const send = useCallback(
    (question: Question, caller: Readonly<Record<string, string>>) => {
      put({ kind: 'asking' })
      const controller = new AbortController()
      underWay.current = controller
      void ask(endpoint, question, controller.signal, caller).then((outcome) => {
        if (underWay.current === controller) setAnswer(outcome)
      })
    },
    [endpoint, put],
  )
  return { answer, send, stop, put }
}
