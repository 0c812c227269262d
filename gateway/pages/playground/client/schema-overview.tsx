import type { GraphQLNamedType, GraphQLSchema } from 'graphql'
import { splitBilingual } from '../bilingual.ts'
import { BothLanguages } from './both-languages.tsx'
import { useLanguage } from './language.tsx'
import { FieldList } from './schema-fields.tsx'
import type { Place } from './schema-pane.tsx'
import { ownTypes } from './schema-search.ts'

interface SchemaOverviewProps {
  readonly schema: GraphQLSchema
  readonly open: (place: Place) => void
}

/** Where one can enter the graph, and under it every type. */
export function SchemaOverview({ schema, open }: SchemaOverviewProps) {
  const { words } = useLanguage()
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null)
  const types = ownTypes(schema)
    .filter((type) => !isRoot(type, roots))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  return (
    <>
      {roots.map((root) => (
        <section key={root.name}>
          <h3>
            {words.roots} · <code>{root.name}</code>
          </h3>
          <FieldList fields={Object.values(root.getFields())} open={open} />
        </section>
      ))}
      <section>
        <h3>
          {words.types} ({types.length})
        </h3>
        <ul className="entries">
          {types.map(({ name, description }) => (
            <li key={name}>
              <button type="button" onClick={() => open({ typeName: name, fieldName: undefined })}>
                <code>{name}</code>
                <BothLanguages text={splitBilingual(description ?? '')} />
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function isRoot(type: GraphQLNamedType, roots: readonly GraphQLNamedType[]): boolean {
  return roots.includes(type)
}
