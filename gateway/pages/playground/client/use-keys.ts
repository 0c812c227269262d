import { useEffect, useRef, useState } from 'react'

/** Marks an element inside which a text editor listens for keys. */
export const editorMark = 'data-editor'

/**
 * The keys of the page, taken before an editor sees them. Ctrl+Enter runs wherever the focus stands. Tab leaves an
 * editor, as on any page (WCAG 2.1.2); Ctrl+M changes that to indenting and back.
 * @returns whether Tab leaves at the moment
 */
export function useKeys(run: () => void): boolean {
  const [tabLeaves, setTabLeaves] = useState(true)
  const now = useRef({ run, tabLeaves })
  now.current = { run, tabLeaves }
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey
      const editing = event.target instanceof Element && event.target.closest(`[${editorMark}]`) !== null
      if (command && event.key === 'Enter') {
        event.preventDefault()
        event.stopPropagation()
        if (!event.repeat) now.current.run()
      } else if (editing && event.ctrlKey && !event.shiftKey && event.key.toLowerCase() === 'm') {
        event.preventDefault()
        event.stopPropagation()
        setTabLeaves(!now.current.tabLeaves)
      } else if (editing && !command && event.key === 'Tab' && now.current.tabLeaves) {
        // The browser moves the focus; the editor only must not hear of it.
        event.stopPropagation()
      }
    }
    addEventListener('keydown', take, true)
    return () => removeEventListener('keydown', take, true)
  }, [])
  return tabLeaves
}
