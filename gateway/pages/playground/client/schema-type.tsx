import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql'
import { splitBilingual } from '../bilingual.ts'
import { BothLanguages } from './both-languages.tsx'
import { useLanguage } from './language.tsx'
import { FieldList } from './schema-fields.tsx'
import type { Place } from './schema-pane.tsx'
import type { Words } from './words-vi.ts'

interface SchemaTypeProps {
  readonly type: GraphQLNamedType
  readonly schema: GraphQLSchema
  readonly fieldName: string | undefined
  readonly open: (place: Place) => void
}

/** One type: what it is, what it means, what it holds. */
export function SchemaType({ type, schema, fieldName, open }: SchemaTypeProps) {
  const { words } = useLanguage()
  return (
    <>
      <h3>
        <code>{type.name}</code> <span className="kind">{words.kinds[kindOf(type)]}</span>
      </h3>
      <p>
        <BothLanguages text={splitBilingual(type.description ?? words.undescribed)} />
      </p>
      {(isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) && (
        <section>
          <h4>{words.fields}</h4>
          <FieldList fields={Object.values(type.getFields())} open={open} pointedAt={fieldName} />
        </section>
      )}
      {isEnumType(type) && (
        <section>
          <h4>{words.values}</h4>
          <ul className="fields">
            {type.getValues().map(({ name, description }) => (
              <li key={name}>
                <code className="name">{name}</code>
                <BothLanguages text={splitBilingual(description ?? '')} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {isAbstractType(type) && (
        <section>
          <h4>{words.possibleTypes}</h4>
          <ul className="entries">
            {schema.getPossibleTypes(type).map(({ name, description }) => (
              <li key={name}>
                <button type="button" onClick={() => open({ typeName: name, fieldName: undefined })}>
                  <code>{name}</code>
                  <BothLanguages text={splitBilingual(description ?? '')} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function kindOf(type: GraphQLNamedType): keyof Words['kinds'] {
  if (isScalarType(type)) return 'SCALAR'
  if (isEnumType(type)) return 'ENUM'
  if (isInputObjectType(type)) return 'INPUT'
  if (isUnionType(type)) return 'UNION'
  return isInterfaceType(type) ? 'INTERFACE' : 'OBJECT'
}
