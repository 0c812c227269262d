import type { GraphQLSchema } from 'graphql'
import { useDeferredValue, useMemo } from 'react'
import { BothLanguages } from './both-languages.tsx'
import { useLanguage } from './language.tsx'
import type { Place } from './schema-pane.tsx'
import { findEntries, listEntries } from './schema-search.ts'

/** More than this nobody reads; the count says what was left out. */
const shownResults = 50

interface SchemaFoundProps {
  readonly schema: GraphQLSchema
  readonly search: string
  readonly open: (place: Place) => void
}

/** What the search found, the closest first. */
export function SchemaFound({ schema, search, open }: SchemaFoundProps) {
  const { words } = useLanguage()
  const entries = useMemo(() => listEntries(schema), [schema])
  const settled = useDeferredValue(search)
  const found = useMemo(() => findEntries(entries, settled), [entries, settled])
  const shown = found.slice(0, shownResults)
  return (
    <>
      <p className="count" role="status">
        {found.length === 0 ? words.foundNone : words.found(shown.length, found.length)}
      </p>
      <ul className="entries">
        {shown.map(({ coordinate, typeName, fieldName, description }) => (
          <li key={coordinate}>
            <button type="button" onClick={() => open({ typeName, fieldName })}>
              <code>{coordinate}</code>
              <BothLanguages text={description} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
