import type { GraphQLSchema } from 'graphql'
import { useState } from 'react'
import type { Example } from '../examples.ts'
import { ExamplesList } from './examples-list.tsx'
import { useLanguage } from './language.tsx'
import type { PanelName } from './narrow-tabs.tsx'
import { SchemaPane } from './schema-pane.tsx'
import { panelId, Tabs, tabId } from './tabs.tsx'
import type { Loaded } from './use-loaded.ts'

interface SidePaneProps {
  readonly examples: Loaded<readonly Example[]>
  readonly retryExamples: () => void
  readonly chosen: string | undefined
  readonly choose: (example: Example) => void
  readonly schema: Loaded<GraphQLSchema>
  readonly retrySchema: () => void
  /** The one panel that a narrow page shows; a wide one has this column beside the others, with tabs of its own. */
  readonly only: PanelName | undefined
}

/** What to try, and what there is. */
export function SidePane({ examples, retryExamples, chosen, choose, schema, retrySchema, only }: SidePaneProps) {
  const { words } = useLanguage()
  const [tab, setTab] = useState<'examples' | 'schema'>('examples')
  const shown = only ?? tab
  const panel = (name: PanelName) => ({
    role: 'tabpanel',
    id: panelId(name),
    'aria-labelledby': tabId(name),
    hidden: shown !== name,
  })
  const tabs = [
    { name: 'examples', label: words.examples },
    { name: 'schema', label: words.schema },
  ] as const
  return (
    <aside className="side" aria-label={words.side} hidden={shown !== 'examples' && shown !== 'schema'}>
      {!only && <Tabs label={words.side} tabs={tabs} chosen={tab} choose={setTab} />}
      <div {...panel('examples')}>
        <h2 className="visually-hidden">{words.examples}</h2>
        <ExamplesList examples={examples} retry={retryExamples} chosen={chosen} choose={choose} />
      </div>
      <div {...panel('schema')}>
        <h2 className="visually-hidden">{words.schema}</h2>
        <SchemaPane schema={schema} retry={retrySchema} />
      </div>
    </aside>
  )
}
