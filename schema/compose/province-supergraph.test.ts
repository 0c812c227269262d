import { describe, expect, test } from '@jest/globals'
import { fixtureAgency } from '../../subgraphs/_kit/fixtures/fixture-agency.ts'
import { provinceSupergraph } from './province-supergraph.ts'

describe('the supergraph of agencies that do not fit together', () => {
  const broken = fixtureAgency('broken', { typeDefs: 'extend type Query { unclassified: Int second: String! }' })

  test('is refused with every rule that is broken, where, and how to mend it', async () => {
    const error = await provinceSupergraph([broken], () => {}).catch((thrown: Error) => thrown)
    expect(error).toBeInstanceOf(Error)
    const [head, ...lines] = (error as Error).message.split('\n')
    expect(head).toContain('the graph does not compose')
    expect(lines.length).toBeGreaterThanOrEqual(2)
    for (const line of lines) expect(line).toMatch(/^broken \S+ [\w-]+: .+ → .+$/)
    for (const field of ['unclassified', 'second']) expect(lines.join('\n')).toContain(`Query.${field}`)
  })

  test('is composed anew, and says that the committed one is of other folders', async () => {
    const said: string[] = []
    await provinceSupergraph([broken], (line) => said.push(line)).catch(() => {})
    expect(said).toEqual([expect.stringMatching(/Lược đồ chung đã cũ.*npm run compose/)])
  })

  test('names a folder whose SDL is none', async () => {
    const unread = fixtureAgency('unread', { typeDefs: 'type Query {' })
    await expect(provinceSupergraph([unread], () => {})).rejects.toThrow(
      /unread schema\.graphql GRAPHQL_SYNTAX: Syntax Error/,
    )
  })
})
