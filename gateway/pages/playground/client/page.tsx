import { lazy, Suspense, useState } from 'react'
import type { Example } from '../examples.ts'
import { CallerBar } from './caller-bar.tsx'
import { FormatButton } from './format-button.tsx'
import { Guard } from './guard.tsx'
import { Header } from './header.tsx'
import { useLanguage } from './language.tsx'
import { loadCallers } from './load-callers.ts'
import { loadExamples } from './load-examples.ts'
import { loadSchema } from './load-schema.ts'
import { NarrowTabs, type PanelName } from './narrow-tabs.tsx'
import { Notice } from './notice.tsx'
import { RunButton } from './run-button.tsx'
import { SidePane } from './side-pane.tsx'
import { useCaller } from './use-caller.ts'
import { useKeys } from './use-keys.ts'
import { useLoaded } from './use-loaded.ts'
import { useOperation } from './use-operation.ts'
import { endpoint, useRunning } from './use-running.ts'
import { useWide } from './use-wide.ts'

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
  const [callers, retryCallers] = useLoaded(loadCallers)
  const caller = useCaller(callers)
  const { answer, run: send, stop, clear } = useRunning(editors, caller, retryCallers)

  const run = () => {
    send()
    setPanel('answer')
  }
  const tabLeaves = useKeys(run)

  const skip = () => {
    setPanel('operation')
    requestAnimationFrame(() => editors?.focus())
  }
  const choose = (chosen: Example) => {
    clear()
    caller.take(chosen)
    take(chosen)
    setPanel('operation')
  }
  const ready = editors !== undefined && callers.state !== 'loading'
  const runButton = <RunButton asking={answer.kind === 'asking'} ready={ready} run={run} stop={stop} />
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
      <CallerBar caller={caller} changed={clear} />
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
