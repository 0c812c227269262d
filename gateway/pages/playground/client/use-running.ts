import { useCallback, useEffect } from 'react'
import { callerHeaders } from './caller-headers.ts'
import { chooseOperation } from './choose-operation.ts'
import type { Editors } from './editors.ts'
import { printAnswer } from './print-answer.ts'
import { readVariables } from './read-variables.ts'
import { type Answer, useAnswer } from './use-answer.ts'
import type { CallerChoice } from './use-caller.ts'

export const endpoint = '/graphql'

interface Running {
  readonly answer: Answer
  /** Sends what stands in the editors, as the caller that is chosen. */
  readonly run: () => void
  readonly stop: () => void
  /** Takes the answer away: it is shown with the operation and the caller that it answers, never under others. */
  readonly clear: () => void
}

/**
 * Runs what is written and shows what came back.
 * @param renew called where the hub no longer knows the caller, whose token has ended or lost its key
 */
export function useRunning(editors: Editors | undefined, caller: CallerChoice, renew: () => void): Running {
  const { answer, send, stop, put } = useAnswer(endpoint)
  const { who, purpose, token } = caller
  const run = useCallback(() => {
    if (!editors) return
    const { query, variables: text, cursor } = editors.read()
    const variables = readVariables(text)
    const headers = callerHeaders({ who, purpose, token })
    if (variables) send({ query, variables, operationName: chooseOperation(query, cursor) }, headers)
    else put({ kind: 'variablesInvalid' })
  }, [editors, who, purpose, token, send, put])
  useEffect(() => {
    editors?.show(answer.kind === 'answered' ? printAnswer(answer.body) : '')
  }, [editors, answer])
  useEffect(() => {
    if (answer.kind === 'answered' && answer.status === 401) renew()
  }, [answer, renew])
  return { answer, run, stop, clear: useCallback(() => put({ kind: 'none' }), [put]) }
}
