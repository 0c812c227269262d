import type { KeyboardEvent } from 'react'

interface Tab<Name extends string> {
  readonly name: Name
  readonly label: string
}

interface TabsProps<Name extends string> {
  readonly label: string
  readonly tabs: readonly Tab<Name>[]
  readonly chosen: Name
  readonly choose: (name: Name) => void
  readonly className?: string
}

/** The ids that tie a tab to its panel. */
export const tabId = (name: string) => `tab-${name}`
export const panelId = (name: string) => `panel-${name}`

/** A row of tabs: one stop of the Tab key, arrows move and choose (ARIA authoring practices). */
export function Tabs<Name extends string>({ label, tabs, chosen, choose, className = '' }: TabsProps<Name>) {
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const at = tabs.findIndex((tab) => tab.name === chosen)
    const steps: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }
    const to = steps[event.key]
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length]
    if (!next) return
    event.preventDefault()
    choose(next.name)
    document.getElementById(tabId(next.name))?.focus()
  }
  return (
    <div role="tablist" aria-label={label} className={`tabs ${className}`} onKeyDown={move}>
      {tabs.map(({ name, label: text }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={tabId(name)}
          aria-controls={panelId(name)}
          aria-selected={name === chosen}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => choose(name)}
        >
          {text}
        </button>
      ))}
    </div>
  )
}
