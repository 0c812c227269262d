import {
  GraphiQLProvider,
  type MonacoEditor,
  QueryEditor,
  ResponseEditor,
  useGraphiQL,
  useGraphiQLActions,
  useMonaco,
  VariableEditor,
} from '@graphiql/react'
import '@graphiql/react/setup-workers/vite'
import type { GraphQLSchema } from 'graphql'
import { type ReactNode, useEffect, useRef } from 'react'
import { paintEditors } from './editor-theme.ts'
import type { Editors } from './editors.ts'
import { useLanguage } from './language.tsx'

interface EditorsProviderProps {
  readonly schema: GraphQLSchema | undefined
  readonly start: { readonly query: string; readonly variables: string }
  readonly onReady: (editors: Editors) => void
  readonly onEdit: (query: string, variables: string) => void
  readonly children: ReactNode
}

/** GraphiQL would keep operations under names of its own; the page remembers by itself. */
const forgetful = { length: 0, getItem: () => null, setItem: () => {}, removeItem: () => {}, clear: () => {} }

const neverFetches = () => {
  throw new Error('the page sends its requests itself')
}

/**
 * Opens GraphiQL's editors for the panes below it. This is the one file that draws with GraphiQL: its editors stand in
 * our own page, with our own keys, words and states.
 */
export function EditorsProvider({ schema, start, children, ...wiring }: EditorsProviderProps) {
  return (
    <GraphiQLProvider
      fetcher={neverFetches}
      schema={schema ?? null}
      storage={forgetful}
      defaultQuery=""
      initialQuery={start.query}
      initialVariables={start.variables}
    >
      <Wiring {...wiring} />
      {children}
    </GraphiQLProvider>
  )
}

type WiringProps = Pick<EditorsProviderProps, 'onReady' | 'onEdit'>

function Wiring({ onReady, onEdit }: WiringProps) {
  const { queryEditor, variableEditor, responseEditor } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
    responseEditor: state.responseEditor,
  }))
  const { prettifyEditors, setTheme } = useGraphiQLActions()
  const monaco = useMonaco((state) => state.monaco)
  const { words } = useLanguage()
  const calls = useRef({ onReady, onEdit })
  calls.current = { onReady, onEdit }

  useEffect(() => {
    if (!queryEditor || !variableEditor || !responseEditor) return
    const told = () => calls.current.onEdit(queryEditor.getValue(), variableEditor.getValue())
    const all = [queryEditor, variableEditor, responseEditor]
    for (const editor of all) editor.updateOptions(editorOptions)
    const listeners = [queryEditor.onDidChangeModelContent(told), variableEditor.onDidChangeModelContent(told)]
    calls.current.onReady(openEditors(queryEditor, variableEditor, responseEditor, prettifyEditors))
    return () => {
      for (const listener of listeners) listener.dispose()
    }
  }, [queryEditor, variableEditor, responseEditor, prettifyEditors])

  useEffect(() => {
    if (monaco) paintEditors(monaco)
  }, [monaco])

  useEffect(() => {
    queryEditor?.updateOptions({ ariaLabel: words.operationEditor })
    variableEditor?.updateOptions({ ariaLabel: words.variablesEditor })
    responseEditor?.updateOptions({ ariaLabel: words.answerEditor })
  }, [queryEditor, variableEditor, responseEditor, words])

  useEffect(() => {
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const follow = () => setTheme(null)
    scheme.addEventListener('change', follow)
    return () => scheme.removeEventListener('change', follow)
  }, [setTheme])
  return null
}

const editorOptions: Parameters<MonacoEditor['updateOptions']>[0] = {
  // The text area is the one stop of the Tab key; the element around it is none.
  tabIndex: 0,
  fontFamily:
    '"Noto Sans Mono Variable", ui-monospace, "Cascadia Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace',
  fontSize: 14,
  lineHeight: 22,
  // Menus of the editor are English only; the browser's own speaks the reader's language.
  contextmenu: false,
  lineNumbersMinChars: 3,
  wordWrap: 'on',
  // Vietnamese letters are no look-alikes here.
  unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
  padding: { top: 10, bottom: 10 },
  fixedOverflowWidgets: true,
}

function openEditors(
  query: MonacoEditor,
  variables: MonacoEditor,
  answer: MonacoEditor,
  format: () => Promise<void>,
): Editors {
  return {
    read() {
      const position = query.getPosition()
      const cursor = (position && query.getModel()?.getOffsetAt(position)) ?? 0
      return { query: query.getValue(), variables: variables.getValue(), cursor }
    },
    write(newQuery, newVariables) {
      replace(query, newQuery)
      replace(variables, newVariables)
    },
    show(text) {
      answer.setValue(text)
      answer.setScrollTop(0)
    },
    format,
    focus: () => query.focus(),
  }
}

/** Puts in a new text so that Ctrl+Z brings the old one back. */
function replace(editor: MonacoEditor, text: string): void {
  const range = editor.getModel()?.getFullModelRange()
  if (!range || editor.getValue() === text) return
  editor.pushUndoStop()
  editor.executeEdits('playground', [{ range, text }])
  editor.pushUndoStop()
  editor.setPosition({ lineNumber: 1, column: 1 })
  editor.setScrollTop(0)
}

/** The operation, with suggestions and marks from the schema. */
export const QueryPane = () => <QueryEditor tabIndex={-1} />
/** The variables, checked against the operation. */
export const VariablesPane = () => <VariableEditor tabIndex={-1} />
/** Its arrival is announced by the page in one sentence; read out whole it would never end. */
export const AnswerText = ({ label }: { readonly label: string }) => (
  <ResponseEditor tabIndex={-1} aria-label={label} aria-live="off" aria-atomic={false} />
)
