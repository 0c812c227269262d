import type { GraphQLSchema } from 'graphql'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { Icon } from './icons.tsx'
import { useLanguage } from './language.tsx'
import { Notice } from './notice.tsx'
import { SchemaFound } from './schema-found.tsx'
import { SchemaOverview } from './schema-overview.tsx'
import { SchemaType } from './schema-type.tsx'
import type { Loaded } from './use-loaded.ts'

/** A place in the schema: a type, and the field of it to point at. */
export interface Place {
  readonly typeName: string
  readonly fieldName: string | undefined
}

interface SchemaPaneProps {
  readonly schema: Loaded<GraphQLSchema>
  readonly retry: () => void
}

/** The schema as documentation: search, overview, one type at a time with a way back. */
export function SchemaPane({ schema, retry }: SchemaPaneProps) {
  const { words } = useLanguage()
  if (schema.state === 'loading') return <Notice text={words.schemaLoading} />
  if (schema.state === 'failed') return <Notice text={words.schemaFailed} retry={retry} />
  return <SchemaReader schema={schema.value} />
}

function SchemaReader({ schema }: { readonly schema: GraphQLSchema }) {
  const { words } = useLanguage()
  const [search, setSearch] = useState('')
  const [trail, setTrail] = useState<readonly Place[]>([])
  const place = trail.at(-1)
  const type = useMemo(() => (place ? schema.getType(place.typeName) : undefined), [schema, place])
  const id = useId()
  const top = useRef<HTMLDivElement>(null)

  const open = (next: Place) => {
    setSearch('')
    setTrail([...trail, next])
  }
  // What was pressed is gone after a step, so the focus goes to what has come, and the field looked for comes into view.
  useEffect(() => {
    if (!place) return
    top.current?.focus({ preventScroll: true })
    top.current?.closest('[role=tabpanel]')?.scrollTo(0, 0)
    top.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [place])

  return (
    <div className="schema">
      <div className="search">
        <label htmlFor={id}>{words.search}</label>
        <input
          id={id}
          type="search"
          value={search}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setSearch(event.target.value)}
        />
        <p id={`${id}-hint`} className="hint">
          {words.searchHint}
        </p>
      </div>
      {search.trim() ? (
        <SchemaFound schema={schema} search={search} open={open} />
      ) : type ? (
        <div ref={top} tabIndex={-1} className="opened">
          <button type="button" className="plain" onClick={() => setTrail(trail.slice(0, -1))}>
            <Icon name="back" />
            {words.back}
          </button>
          <SchemaType key={type.name} type={type} schema={schema} fieldName={place?.fieldName} open={open} />
        </div>
      ) : (
        <SchemaOverview schema={schema} open={open} />
      )}
    </div>
  )
}
