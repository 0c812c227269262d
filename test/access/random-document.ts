import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'

/** Identifiers of no record: well formed, so that an operation is never bad input. */
const values: Readonly<Record<string, string>> = {
  Int: '2025',
  PersonalId: '"052085000001"',
  TaxCode: '"4100259004"',
  ParcelId: '"w6mwm7ymbtt0"',
  BudgetUnitCode: '"1000001"',
  ProjectCode: '"1000000001"',
  HealthFacilityCode: '"52001"',
  VesselNumber: '"BD-00001-TS"',
  VehiclePlate: '"77A-123.45"',
  SocialInsuranceNumber: '"5200000001"',
  String: '"1"',
  ID: '"21583"',
}

/** A literal that a scalar of this name accepts, and that no record bears. */
export function wellFormed(scalar: string): string {
  return values[scalar] ?? 'null'
}

/**
 * A document that is valid in the schema: fields by name and alias, nested, in fragments that stand
 * at several places, under conditions, with filters and orders as literals and as variables.
 * @param entropy decides everything; equal numbers make equal documents
 */
export function randomDocument(
  schema: GraphQLSchema,
  entropy: readonly number[],
  leaveOut: ReadonlySet<string> = new Set(),
): { readonly text: string; readonly variables: Readonly<Record<string, unknown>> } {
  let place = 0
  const pick = (bound: number) => (entropy[place++ % Math.max(entropy.length, 1)] ?? 0) % bound
  const declared: string[] = []
  const variables: Record<string, unknown> = {}
  const fragments: string[] = []
  let names = 0

  const conditionOf = (argument: GraphQLArgument): string => {
    const type = getNamedType(argument.type)
    if (isEnumType(type)) return (type.getValues()[pick(type.getValues().length)] as { name: string }).name
    if (!isInputObjectType(type)) return wellFormed(type.name)
    const fields = Object.keys(type.getFields())
    const field = fields[pick(fields.length)] as string
    if (pick(2) === 0) return `{ ${field}: null }`
    const name = `v${names++}`
    declared.push(`$${name}: ${type.name}`)
    variables[name] = { [field]: null }
    return `$${name}`
  }

  const argumentsOf = ({ args }: GraphQLField<unknown, unknown>): string => {
    const given = args.flatMap((argument) => {
      if (isRequiredArgument(argument)) return [`${argument.name}: ${conditionOf(argument)}`]
      if (argument.name === 'first') return ['first: 1']
      return /^(where|orderBy)$/.test(argument.name) && pick(3) === 0
        ? [`${argument.name}: ${conditionOf(argument)}`]
        : []
    })
    return given.length > 0 ? `(${given.join(', ')})` : ''
  }

  const selections = (typeName: string, depth: number): string => {
    const type = schema.getType(typeName)
    if (!isObjectType(type)) return '__typename'
    const usable = Object.values(type.getFields()).filter(({ name, type: answers }) => {
      return !leaveOut.has(`${typeName}.${name}`) && (depth > 0 || !isCompositeType(getNamedType(answers)))
    })
    const made = Array.from({ length: usable.length === 0 ? 0 : 1 + pick(3) }, () => {
      const field = usable[pick(usable.length)] as GraphQLField<unknown, unknown>
      const answers = getNamedType(field.type)
      const inner = isCompositeType(answers) ? ` { ${selections(answers.name, depth - 1)} }` : ''
      const condition = pick(6) === 0 ? ` @${pick(2) === 0 ? 'skip' : 'include'}(if: ${pick(2) === 0})` : ''
      return `f${names++}: ${field.name}${argumentsOf(field)}${condition}${inner}`
    })
    const body = (made.length === 0 || pick(3) === 0 ? ['__typename', ...made] : made).join(' ')
    if (pick(4) > 0) return body
    if (pick(2) === 0) return `... on ${typeName} { ${body} }`
    const name = `F${names++}`
    fragments.push(`fragment ${name} on ${typeName} { ${body} }`)
    return `...${name} ... { ...${name} }`
  }

  const roots = selections('Query', 4)
  const head = declared.length > 0 ? `query (${declared.join(', ')}) ` : ''
  return { text: `${head}{ ${roots} }\n${fragments.join('\n')}`, variables }
}
