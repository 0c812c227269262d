import { Icon } from './icons.tsx'
import { useLanguage } from './language.tsx'

/** Lays out the operation and its variables again; not to be pressed until the editors are open. */
export function FormatButton({ format }: { readonly format: (() => void) | undefined }) {
  const { words } = useLanguage()
  return (
    <button type="button" className="plain" title={words.formatHint} disabled={!format} onClick={format}>
      <Icon name="format" />
      {words.format}
    </button>
  )
}
