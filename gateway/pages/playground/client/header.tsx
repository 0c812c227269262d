import { type Language, useLanguage } from './language.tsx'

const languages: readonly (readonly [Language, string, string])[] = [
  ['vi', 'VI', 'Tiếng Việt'],
  ['en', 'EN', 'English'],
]

/** The strip that says the data are invented, in both languages whatever the page speaks, and the page's head. */
export function Header() {
  const { words, language, speak } = useLanguage()
  return (
    <header className="header">
      <p className="demo-strip">
        <span lang="vi">Dữ liệu tổng hợp, không phải số liệu chính thức</span>
        <span aria-hidden="true"> / </span>
        <span lang="en">Synthetic data, not official figures</span>
      </p>
      <div className="masthead">
        <p className="product">{words.product}</p>
        <h1>{words.page}</h1>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and needs a legend */}
        <div className="languages" role="group" aria-label={words.language}>
          {languages.map(([code, short, name]) => (
            <button
              key={code}
              type="button"
              lang={code}
              aria-pressed={code === language}
              aria-label={`${short} – ${name}`}
              onClick={() => speak(code)}
            >
              {short}
            </button>
          ))}
        </div>
      </div>
    </header>
  )
}
