import { createRoot } from 'react-dom/client'
import { LanguageProvider } from './language.tsx'
import { Page } from './page.tsx'
import './style/fonts.css'
import './style/tokens.css'
import './style/page.css'
import './style/caller.css'
import './style/side.css'
import './style/panes.css'
import './style/narrow.css'

/** A page without its font is better than no page. */
const fontWaitMs = 1_500

const root = document.getElementById('page')
if (!root) throw new Error('the page has no place to draw in')
// The editors measure their letters once, when they open: the font has to be there before.
const editorFont = document.fonts.load('14px "Noto Sans Mono Variable"', 'aẳ')
await Promise.race([editorFont.catch(() => []), new Promise((resolve) => setTimeout(resolve, fontWaitMs))])

createRoot(root).render(
  <LanguageProvider>
    <Page />
  </LanguageProvider>,
)
