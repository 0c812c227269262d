import { type ASTNode, type DocumentNode, Kind, visit } from 'graphql'
import type { LintError, LintRule } from './rule.ts'
import { textArgument } from './sdl/directive-argument.ts'

/** The marks of the law on state secrets and their English; the third level, "Mật", is too common a word. */
const marks = ['bí mật nhà nước', 'tuyệt mật', 'tối mật', 'state secret', 'state-secret', 'state_secret', 'top secret']

const mend = 'take it out of the hub: the regulation does not apply to state secrets (60/2021 Art. 1.2)'

/**
 * A province's graph is composed only if nothing in it is marked as a state secret: not the
 * database (manifest), not a type or field (`@tag(name: "state-secret")`), not in words of a
 * description or a basis. The Decision does not apply to such data (60/2021 Art. 1.2).
 */
export const stateSecret: LintRule = ({ subgraphs }) =>
  subgraphs.flatMap(({ name: subgraph, own, agency: { manifest } }) => {
    const error = (coordinate: string, problem: string): LintError => {
      return { rule: 'state-secret', subgraph, coordinate, problem, mend }
    }
    const errors = markedTexts(own).map(({ coordinate, problem }) => error(coordinate, problem))
    const title = [manifest.title.vi, manifest.title.en].flatMap((text) => markOf(text) ?? [])
    if (title.length > 0) errors.unshift(error(subgraph, `its title says "${title[0]}"`))
    if (manifest.classification === 'STATE_SECRET') errors.unshift(error(subgraph, 'its manifest says STATE_SECRET'))
    return errors
  })

/** Every text of a document (descriptions, bases, tags, reasons) that bears a mark, in its order. */
function markedTexts(document: DocumentNode): { coordinate: string; problem: string }[] {
  const found: { coordinate: string; problem: string }[] = []
  visit(document, {
    StringValue(node, _key, parent, _path, ancestors) {
      const mark = markOf(node.value)
      if (!mark) return
      const way = [...ancestors, parent].flatMap((one) => (one && 'kind' in one ? [one] : []))
      const directive = way.find((one) => one.kind === Kind.DIRECTIVE)
      const isTag = directive?.kind === Kind.DIRECTIVE && textArgument(directive, 'name') === node.value
      const problem = isTag ? `is tagged "${node.value}"` : `its text says "${mark}"`
      found.push({ coordinate: coordinateOf(way), problem })
    },
  })
  return found
}

function markOf(text: string): string | null {
  const folded = text.normalize('NFC').toLowerCase()
  return marks.find((mark) => folded.includes(mark)) ?? null
}

/** `Type.field(argument:)` of the definitions on the way to a text. */
function coordinateOf(way: readonly ASTNode[]): string {
  const names = way.flatMap((node) => {
    const isDefinition = /Definition$|Extension$/.test(node.kind)
    return isDefinition && 'name' in node && node.name?.kind === Kind.NAME ? [node.name.value] : []
  })
  const [type = '', member, argument] = names
  return `${type}${member ? `.${member}` : ''}${argument ? `(${argument}:)` : ''}`
}
