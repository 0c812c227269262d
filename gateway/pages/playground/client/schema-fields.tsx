import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLType,
  getNamedType,
} from 'graphql'
import { splitBilingual } from '../bilingual.ts'
import { BothLanguages } from './both-languages.tsx'
import { useLanguage } from './language.tsx'
import type { Place } from './schema-pane.tsx'

type Open = (place: Place) => void

interface FieldListProps {
  readonly fields: readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[]
  readonly open: Open
  /** The field that a search led to. */
  readonly pointedAt?: string | undefined
}

/** Fields with their meaning, arguments and type; each type opens. */
export function FieldList({ fields, open, pointedAt }: FieldListProps) {
  return (
    <ul className="fields">
      {fields.map((field) => (
        <FieldItem key={field.name} field={field} open={open} pointedAt={field.name === pointedAt} />
      ))}
    </ul>
  )
}

interface FieldItemProps {
  readonly field: GraphQLField<unknown, unknown> | GraphQLInputField
  readonly open: Open
  readonly pointedAt: boolean
}

function FieldItem({ field, open, pointedAt }: FieldItemProps) {
  const { words } = useLanguage()
  const args = 'args' in field ? field.args : []
  return (
    <li aria-current={pointedAt || undefined}>
      <p className="signature">
        <code className="name">{field.name}</code>
        <TypeName type={field.type} open={open} />
      </p>
      <BothLanguages text={splitBilingual(field.description ?? '')} />
      {field.deprecationReason && (
        <p className="deprecated">
          {words.deprecated}: <BothLanguages text={splitBilingual(field.deprecationReason)} />
        </p>
      )}
      {args.length > 0 && <Arguments args={args} open={open} />}
    </li>
  )
}

function Arguments({ args, open }: { readonly args: readonly GraphQLArgument[]; readonly open: Open }) {
  const { words } = useLanguage()
  return (
    <details>
      <summary>
        {words.arguments}: <code>{args.map(({ name }) => name).join(', ')}</code>
      </summary>
      <ul>
        {args.map((argument) => (
          <li key={argument.name}>
            <p className="signature">
              <code className="name">{argument.name}</code>
              <TypeName type={argument.type} open={open} />
            </p>
            <BothLanguages text={splitBilingual(argument.description ?? '')} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function TypeName({ type, open }: { readonly type: GraphQLType; readonly open: Open }) {
  const { name } = getNamedType(type)
  const [before = '', after = ''] = String(type).split(name)
  return (
    <code className="type">
      {before}
      <button type="button" className="link" onClick={() => open({ typeName: name, fieldName: undefined })}>
        {name}
      </button>
      {after}
    </code>
  )
}
