import { Icon } from './icons.tsx'
import { useLanguage } from './language.tsx'

interface RunButtonProps {
  readonly asking: boolean
  /** False until the editors are open. */
  readonly ready: boolean
  readonly run: () => void
  readonly stop: () => void
}

/** Sends what stands in the editors; while the answer is awaited the same button gives it up. */
export function RunButton({ asking, ready, run, stop }: RunButtonProps) {
  const { words } = useLanguage()
  return (
    <button
      type="button"
      className="run"
      disabled={!ready}
      aria-keyshortcuts="Control+Enter"
      onClick={asking ? stop : run}
    >
      <Icon name={asking ? 'stop' : 'run'} />
      {asking ? words.stop : words.run}
      {!asking && <kbd>Ctrl+Enter</kbd>}
    </button>
  )
}
