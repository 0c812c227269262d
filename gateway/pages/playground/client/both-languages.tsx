import type { Bilingual } from '../bilingual.ts'
import { type Language, useLanguage } from './language.tsx'

interface BothProps {
  readonly text: Bilingual
  readonly className?: string
}

/** A text in the language of the page, and beside it the other one, smaller. Each is marked with its language. */
export function BothLanguages({ text, className = '' }: BothProps) {
  const { language } = useLanguage()
  const first = inLanguage(text, language)
  const second = first.lang === 'vi' ? { text: text.en, lang: 'en' } : { text: text.vi, lang: 'vi' }
  return (
    <span className={`both ${className}`}>
      <span lang={first.lang}>{first.text}</span>
      {second.text && second.text !== first.text && (
        <span lang={second.lang} className="second">
          {second.text}
        </span>
      )}
    </span>
  )
}

/** A text in the language of the page alone; in Vietnamese where there is no English. */
export function OneLanguage({ text }: { readonly text: Bilingual }) {
  const { language } = useLanguage()
  const shown = inLanguage(text, language)
  return <span lang={shown.lang}>{shown.text}</span>
}

function inLanguage(text: Bilingual, language: Language): { readonly text: string; readonly lang: Language } {
  return language === 'en' && text.en ? { text: text.en, lang: 'en' } : { text: text.vi, lang: 'vi' }
}
