import { type DocumentNode, isTypeDefinitionNode, visit } from 'graphql'

/**
 * The SDL of each `<Node>Connection` that a document mentions and does not define, and of its
 * edge. All connections have one shape, so an agency writes the field and nothing else.
 * Their fields are structure: OPEN, guarded by the field that leads to them.
 */
export function connectionTypes(document: DocumentNode): string {
  const mentioned = new Set<string>()
  visit(document, {
    NamedType: ({ name }) => {
      if (/.Connection$/.test(name.value)) mentioned.add(name.value)
    },
  })
  const defined = new Set(document.definitions.filter(isTypeDefinitionNode).map(({ name }) => name.value))
  const missing = [...mentioned].filter((name) => !defined.has(name)).sort()
  return missing
    .map((name) => name.slice(0, -'Connection'.length))
    .map((node) => connectionType(node) + edgeType(node, defined))
    .join('\n')
}

const structure = '@access(class: OPEN, basis: "Cấu trúc phân trang")'

function connectionType(node: string): string {
  return `
"Danh sách ${node} theo trang — A page of ${node} records"
type ${node}Connection @shareable {
  "Tổng số bản ghi trong phạm vi được đọc — Number of records in reach"
  totalCount: Int! ${structure}
  "Các bản ghi — The records"
  nodes: [${node}!]! ${structure}
  "Các cạnh — The edges"
  edges: [${node}Edge!]! ${structure}
  "Thông tin phân trang — Page information"
  pageInfo: PageInfo! ${structure}
}
`
}

function edgeType(node: string, defined: ReadonlySet<string>): string {
  if (defined.has(`${node}Edge`)) return ''
  return `
"Một cạnh của danh sách ${node} — An edge of a page of ${node} records"
type ${node}Edge @shareable {
  "Bản ghi — The record"
  node: ${node}! ${structure}
  "Con trỏ của cạnh — Cursor of the edge"
  cursor: String! ${structure}
}
`
}
