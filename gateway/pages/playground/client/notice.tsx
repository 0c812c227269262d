import { Icon } from './icons.tsx'
import { useLanguage } from './language.tsx'

interface NoticeProps {
  readonly text: string
  readonly retry?: () => void
}

/** One quiet sentence in place of something that is not there, with a way to try again where that can help. */
export function Notice({ text, retry }: NoticeProps) {
  const { words } = useLanguage()
  return (
    <div className="notice">
      <p role="status">{text}</p>
      {retry && (
        <button type="button" className="plain" onClick={retry}>
          <Icon name="retry" />
          {words.retry}
        </button>
      )}
    </div>
  )
}
