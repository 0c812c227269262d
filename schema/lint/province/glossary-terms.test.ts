import { expect, test } from '@jest/globals'
import { glossaryTerms, readGlossaries } from './glossary-terms.ts'

test('a row explains a type where it has both languages', () => {
  const markdown = [
    '# Đường bộ — Roads',
    '| Type | Thuật ngữ | Term | Meaning |',
    '| --- | --- | --- | --- |',
    '| `Road` | Đường bộ | Road | |',
    '|`Bridge`|Cầu|Bridge|One bridge|',
    '| `Sign` | | Sign | |',
    '| `Lane` | Làn | | |',
    '| Tunnel | Hầm | Tunnel | |',
    '`Toll` | Phí | Toll |',
  ].join('\n')
  expect([...glossaryTerms(markdown)]).toEqual(['Road', 'Bridge'])
})

test('a folder without glossary explains nothing', () => {
  const glossaries = readGlossaries([{ folder: 'no-such-agency' }])
  expect(glossaries.agencies.get('no-such-agency')).toEqual(new Set())
  expect(glossaries.province.has('PersonalId')).toBe(true)
})
