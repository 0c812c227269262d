import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import type { Example } from '../examples.ts'
import { chooseOperation } from './choose-operation.ts'
import { FormatButton } from './format-button.tsx'
import { Guard } from './guard.tsx'
import { Header } from './header.tsx'
import { useLanguage } from './language.tsx'
import { loadExamples } from './load-examples.ts'
import { loadSchema } from './load-schema.ts'
import { NarrowTabs, type PanelName } from './narrow-tabs.tsx'
import { Notice } from './notice.tsx'
import { printAnswer } from './print-answer.ts'
import { readVariables } from './read-variables.ts'
import { RunButton } from './run-button.tsx'
import { SidePane } from './side-pane.tsx'
import { useAnswer } from './use-answer.ts'
import { useKeys } from './use-keys.ts'
import { useLoaded } from './use-loaded.ts'
import { useOperation } from './use-operation.ts'
import { useWide } from './use-wide.ts'

const endpoint = '/graphql'
/** The editors are ten times the rest of the page: they come after the first paint. */
const Workbench = lazy(() => import('./workbench.tsx'))
const fetchSchema = (signal: AbortSignal) => loadSchema(endpoint, signal)

/** The whole page: examples and schema, the operation, the answer; side by side or one at a time. */
export function Page() {
  const { words } = useLanguage()
  const wide = useWide()
  const [panel, setPanel] = useState<PanelName>('operation')
  const [examples, retryExamples] = useLoaded(loadExamples)
  const [schema, retrySchema] = useLoaded(fetchSchema)
  const { editors, example, take, ...wiring } = useOperation(examples)
  const { answer, send, stop, put } = useAnswer(endpoint)

  const run = useCallback(() => {
    if (!editors) return
    const { query, variables: text, cursor } = editors.read()
    const variables = readVariables(text)
    if (variables) send({ query, variables, operationName: chooseOperation(query, cursor) })
    else put({ kind: 'variablesInvalid' })
    setPanel('answer')
  }, [editors, send, put])
  const tabLeaves = useKeys(run)

  const skip = () => {
    setPanel('operation')
    requestAnimationFrame(() => editors?.focus())
  }
  // An answer is shown with the operation that it answers, never under another one.
  const choose = (chosen: Example) => {
    put({ kind: 'none' })
    take(chosen)
    setPanel('operation')
  }
  useEffect(() => {
    editors?.show(answer.kind === 'answered' ? printAnswer(answer.body) : '')
  }, [editors, answer])

  const runButton = <RunButton asking={answer.kind === 'asking'} ready={editors !== undefined} run={run} stop={stop} />
  const toolbar = (
    <>
      <FormatButton format={editors?.format} />
      {wide && runButton}
    </>
  )
  const only = wide ? undefined : panel
  const side = { examples, retryExamples, chosen: example, choose, schema, retrySchema }
  return (
    <div className={wide ? 'page wide' : 'page narrow'}>
      <button type="button" className="skip" onClick={skip}>
        {words.skip}
      </button>
      <Header />
      <main>
        {!wide && <NarrowTabs panel={panel} choose={setPanel} />}
        <SidePane {...side} only={only} />
        <Guard instead={<Notice text={words.editorsFailed} retry={() => location.reload()} />}>
          <Suspense fallback={<Notice text={words.editorsLoading} />}>
            <Workbench
              {...wiring}
              schema={schema.state === 'ready' ? schema.value : undefined}
              answer={answer}
              run={run}
              tabLeaves={tabLeaves}
              only={only}
              toolbar={toolbar}
            />
          </Suspense>
        </Guard>
        {!wide && <div className="run-bar">{runButton}</div>}
      </main>
    </div>
  )
}
