import type { GraphQLSchema } from 'graphql'
import { type CSSProperties, type ReactNode, useState } from 'react'
import { AnswerPane } from './answer-pane.tsx'
import type { Editors } from './editors.ts'
import { AnswerText, EditorsProvider, QueryPane, VariablesPane } from './graphiql-adapter.tsx'
import { useLanguage } from './language.tsx'
import type { PanelName } from './narrow-tabs.tsx'
import { Splitter } from './splitter.tsx'
import { panelId, Tabs, tabId } from './tabs.tsx'
import type { Answer } from './use-answer.ts'
import { editorMark } from './use-keys.ts'

interface WorkbenchProps {
  readonly schema: GraphQLSchema | undefined
  readonly start: { readonly query: string; readonly variables: string }
  readonly onReady: (editors: Editors) => void
  readonly onEdit: (query: string, variables: string) => void
  readonly answer: Answer
  readonly run: () => void
  readonly tabLeaves: boolean
  /** The one panel to show, or undefined where all fit side by side. */
  readonly only: PanelName | undefined
  /** Buttons over the operation, where there is room for them. */
  readonly toolbar: ReactNode
}

/** Operation over variables, and beside them the answer. */
export default function Workbench({ answer, run, tabLeaves, only, toolbar, ...editors }: WorkbenchProps) {
  const { words } = useLanguage()
  const [columns, setColumns] = useState(50)
  const [rows, setRows] = useState(65)
  const shown = (name: PanelName) => ({ id: panelId(name), hidden: only !== undefined && only !== name })
  const narrowPanel = (name: PanelName) =>
    only === undefined ? {} : { role: 'tabpanel', 'aria-labelledby': tabId(name) }
  const marked = { [editorMark]: '' }
  return (
    <EditorsProvider {...editors}>
      <div className="workbench" style={{ '--columns': `${columns}%`, '--rows': `${rows}%` } as CSSProperties}>
        <div className="compose" hidden={only !== undefined && only !== 'operation' && only !== 'variables'}>
          <section {...shown('operation')} {...narrowPanel('operation')} className="pane operation">
            <div className="pane-head">
              <h2>{words.operation}</h2>
              {toolbar}
            </div>
            <div className="editor" {...marked}>
              <QueryPane />
            </div>
          </section>
          {!only && <Splitter label={words.resizeRows} orientation="horizontal" value={rows} change={setRows} />}
          <section {...shown('variables')} {...narrowPanel('variables')} className="pane variables">
            <div className="pane-head">
              <h2>{words.variables}</h2>
            </div>
            <div className="editor" {...marked}>
              <VariablesPane />
            </div>
          </section>
          <p className="tab-hint" role="note" aria-live="polite">
            {tabLeaves ? words.tabLeaves : words.tabIndents}
          </p>
        </div>
        {!only && <Splitter label={words.resizeColumns} orientation="vertical" value={columns} change={setColumns} />}
        <section {...shown('answer')} {...narrowPanel('answer')} className="pane answer">
          {!only && (
            <div className="pane-head">
              <Tabs
                label={words.answer}
                tabs={[{ name: 'result', label: words.answer }]}
                chosen="result"
                choose={() => {}}
              />
            </div>
          )}
          <div
            className="answer-body"
            {...(only ? {} : { role: 'tabpanel', id: panelId('result'), 'aria-labelledby': tabId('result') })}
          >
            <h2 className="visually-hidden">{words.answer}</h2>
            <AnswerPane answer={answer} run={run}>
              <AnswerText label={words.answerEditor} />
            </AnswerPane>
          </div>
        </section>
      </div>
    </EditorsProvider>
  )
}
