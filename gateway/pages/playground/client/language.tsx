import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { remember, remembered } from './remembered.ts'
import { wordsEn } from './words-en.ts'
import { type Words, wordsVi } from './words-vi.ts'

export type Language = 'vi' | 'en'

interface Spoken {
  readonly language: Language
  readonly words: Words
  speak(language: Language): void
}

const Context = createContext<Spoken | undefined>(undefined)

/** Gives the page its words, keeps the choice for the next visit and tells the document its language. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (remembered('language') === 'en' ? 'en' : 'vi'))
  const words = language === 'en' ? wordsEn : wordsVi
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${words.page} – ${words.product}`
  }, [language, words])
  const spoken = useMemo<Spoken>(() => {
    const speak = (chosen: Language) => {
      remember('language', chosen)
      setLanguage(chosen)
    }
    return { language, words, speak }
  }, [language, words])
  return <Context value={spoken}>{children}</Context>
}

/** The words in the language of the page. */
export function useLanguage(): Spoken {
  const spoken = useContext(Context)
  if (!spoken) throw new Error('the language is read outside of its provider')
  return spoken
}
