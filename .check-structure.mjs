import { execFileSync } from 'node:child_process'
import { cruise } from 'dependency-cruiser'
import configuration from './.dependency-cruiser.cjs'

// Runs dependency-cruiser and fails also when it read fewer modules than there are: a parser
// that gives up on a file would otherwise let every rule pass.
const folders = ['gateway', 'subgraphs', 'schema', 'seed', 'test']
const files = execFileSync('git', [
  'ls-files',
  '-co',
  '--exclude-standard',
  '--',
  ...folders.map((folder) => `${folder}/**/*.ts`),
])
  .toString()
  .split('\n')
  .filter((file) => file !== '' && !/\/(client|fixtures)\//.test(file))

const { output } = await cruise(folders, {
  ...configuration.options,
  ruleSet: { forbidden: configuration.forbidden },
  validate: true,
})
const read = new Set(output.modules.map(({ source }) => source))
const unread = [...new Set(files)].filter((file) => !read.has(file))
for (const { from, to, rule } of output.summary.violations)
  console.error(`${rule.severity} ${rule.name}: ${from} → ${to}`)
for (const file of unread) console.error(`error unread-module: ${file}`)
console.log(`${files.length} modules, ${output.summary.violations.length} violations, ${unread.length} unread`)
process.exit(output.summary.violations.length + unread.length === 0 && files.length > 0 ? 0 : 1)
