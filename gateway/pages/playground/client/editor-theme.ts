/** As much of the editor as painting needs, so that this file need not know it. */
interface Paintable {
  readonly editor: { defineTheme(name: string, theme: EditorTheme): void }
}

interface EditorTheme {
  readonly base: 'vs' | 'vs-dark'
  readonly inherit: boolean
  rules: { readonly token: string; readonly foreground: string }[]
  readonly colors: Record<string, string>
}

/** The names under which GraphiQL asks for its themes. */
const names = { light: 'graphiql-LIGHT', dark: 'graphiql-DARK' }

const colours = {
  light: { ground: '#ffffff', chosen: '#e3eef9', text: '#1a1d23', link: '#0b4f9e', number: '#4a5160' },
  dark: { ground: '#1e2229', chosen: '#16304d', text: '#e8eaee', link: '#8dbbff', number: '#a9b1bf' },
}

/** Gives the editors the colours of the page, light and dark, in place of GraphiQL's. */
export function paintEditors(monaco: Paintable): void {
  for (const scheme of ['light', 'dark'] as const) {
    const { ground, chosen, text, link, number } = colours[scheme]
    monaco.editor.defineTheme(names[scheme], {
      base: scheme === 'light' ? 'vs' : 'vs-dark',
      inherit: true,
      rules: [{ token: 'argument.identifier.gql', foreground: scheme === 'light' ? '5b3fb0' : 'b9a8ff' }],
      colors: {
        'editor.background': ground,
        'editorLineNumber.foreground': number,
        'editorLineNumber.activeForeground': text,
        'editorLineNumber.dimmedForeground': number,
        'editorSuggestWidget.background': ground,
        'editorSuggestWidget.selectedBackground': chosen,
        'editorSuggestWidget.selectedForeground': text,
        'editorSuggestWidget.highlightForeground': link,
        'editorSuggestWidget.focusHighlightForeground': link,
        'editorHoverWidget.background': ground,
        'editorWidget.background': ground,
        'list.hoverBackground': chosen,
        'textLink.foreground': link,
        'textLink.activeForeground': link,
        focusBorder: link,
      },
    })
  }
}
