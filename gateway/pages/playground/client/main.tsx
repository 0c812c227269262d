import { createRoot } from 'react-dom/client'
import { LanguageProvider } from './language.tsx'
import { Page } from './page.tsx'
import './style/fonts.css'
import './style/tokens.css'
import './style/page.css'
import './style/side.css'
import './style/panes.css'
import './style/narrow.css'

const root = document.getElementById('page')
if (!root) throw new Error('the page has no place to draw in')
createRoot(root).render(
  <LanguageProvider>
    <Page />
  </LanguageProvider>,
)
