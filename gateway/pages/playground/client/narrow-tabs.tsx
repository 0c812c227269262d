import { useLanguage } from './language.tsx'
import { Tabs } from './tabs.tsx'

/** The parts of the page, of which a narrow one shows one at a time. */
export type PanelName = 'examples' | 'schema' | 'operation' | 'variables' | 'answer'

interface NarrowTabsProps {
  readonly panel: PanelName
  readonly choose: (panel: PanelName) => void
}

/** The full-width tabs of a narrow page. */
export function NarrowTabs({ panel, choose }: NarrowTabsProps) {
  const { words } = useLanguage()
  const tabs = [
    { name: 'examples', label: words.examples },
    { name: 'schema', label: words.schema },
    { name: 'operation', label: words.compose },
    { name: 'variables', label: words.variables },
    { name: 'answer', label: words.answer },
  ] as const
  return <Tabs label={words.narrowTabs} tabs={tabs} chosen={panel} choose={choose} className="full" />
}
