import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { GraphQLSchema } from 'graphql'
import { repositoryRoot } from '../../schema/repository-root.ts'
import type { AskedBy } from './askers.ts'
import { why } from './oracle.ts'
import { waysOver } from './ways.ts'

/** From the freest to the narrowest. */
const order = ['', 'rows', 'key', 'own'] as const
type Mark = (typeof order)[number]
const marks = { 'any way': '', 'its key': 'key', 'being mine': 'own' } as const

const passes = (reason: string | null) => reason === null || reason === 'rows'

/**
 * One line for each coordinate, fit to be read in review: its class, its owner, and who comes to
 * its value for the purpose of their own: `*` for everybody, strangers included; `own` behind those
 * who read it of themselves only, `key` of those who must know the full key, `rows` of some records.
 */
export function decisionLines(schema: GraphQLSchema, askers: readonly AskedBy[]): string[] {
  const readers = askers.map(({ name, asker, isPerson }) => {
    const best = new Map<string, Mark>()
    for (const { type, standing } of waysOver(schema, (coordinate, at) => passes(why(coordinate, at, asker)))) {
      if (standing.by === 'being mine' && !isPerson) continue
      for (const coordinate of coordinatesOf(schema, type)) {
        const reason = why(coordinate, standing, asker)
        if (!passes(reason)) continue
        const mark = reason === 'rows' ? 'rows' : marks[standing.by]
        const known = best.get(coordinate)
        if (known === undefined || order.indexOf(mark) < order.indexOf(known)) best.set(coordinate, mark)
      }
    }
    return { name: name.split(' ')[0] as string, best }
  })
  const classes: { coordinate: string; class: string; owner: string }[] = parse(
    readFileSync(join(repositoryRoot, 'test/access/classes.csv'), 'utf8'),
    { columns: true },
  )
  const lines = classes.map(({ coordinate, class: name, owner }) => {
    const found = readers.flatMap((reader) => {
      const mark = reader.best.get(coordinate)
      return mark === undefined ? [] : [{ name: reader.name === 'stranger' ? '*' : reader.name, mark }]
    })
    const everybody = found.find((one) => one.name === '*')
    const others = found.filter(({ name: who, mark }) => who !== '*' && mark !== everybody?.mark)
    const told = [...(everybody ? [everybody] : []), ...(everybody?.mark === '' ? [] : others)]
    const texts = told.map(({ name: who, mark }) => (mark === '' ? who : `${who}(${mark})`))
    return [coordinate, name, owner, texts.join(' ')].join(',')
  })
  return ['coordinate,class,owner,readers', ...lines]
}

function coordinatesOf(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName)
  return type && 'getFields' in type ? Object.keys(type.getFields()).map((name) => `${typeName}.${name}`) : []
}
