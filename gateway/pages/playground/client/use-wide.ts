import { useSyncExternalStore } from 'react'

const query = matchMedia('(min-width: 64rem)')

function subscribe(changed: () => void): () => void {
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** True where all panes stand side by side; below that one is shown at a time. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches)
}
