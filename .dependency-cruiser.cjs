// Which folder may import which: the way of a request, in one direction (see README, "where do I change X").
const agencies = '^subgraphs/(?!_kit/)([^/]+)/'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'agencies-never-import-each-other',
      severity: 'error',
      from: { path: agencies },
      to: { path: agencies, pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'agencies-never-import-the-gateway',
      severity: 'error',
      from: { path: '^subgraphs/', pathNot: '[.]test[.]ts$' },
      to: { path: '^gateway/' },
    },
    {
      name: 'nobody-imports-an-agency',
      severity: 'error',
      from: { path: '^(gateway|schema|seed|subgraphs/_kit)/', pathNot: '[.]test[.]ts$' },
      to: { path: agencies },
    },
    { name: 'schema-imports-no-gateway', severity: 'error', from: { path: '^schema/' }, to: { path: '^gateway/' } },
    {
      name: 'the-verifier-stands-alone',
      severity: 'error',
      from: { path: '^gateway/audit-verifier/', pathNot: '[.]test[.]ts$' },
      to: { pathNot: '^gateway/audit-verifier/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'seed-imports-no-gateway',
      severity: 'error',
      from: { path: '^seed/', pathNot: '[.]test[.]ts$' },
      to: { path: '^gateway/' },
    },
    {
      name: 'mongoose-only-in-models-and-kit',
      severity: 'error',
      from: {
        pathNot: [
          '^subgraphs/[^/]+/model[.]ts$',
          '^subgraphs/_kit/',
          '^gateway/embedded/',
          '^schema/lint/province/',
          '^schema/compose/sound-province[.]ts$',
          '[.]test[.]ts$',
          '^test/',
        ],
      },
      to: { path: '^node_modules/mongoose/' },
    },
    {
      name: 'dataloader-only-in-kit',
      severity: 'error',
      from: { pathNot: '^subgraphs/_kit/' },
      to: { path: '^node_modules/dataloader/' },
    },
    {
      name: 'graphiql-only-in-the-playground',
      severity: 'error',
      from: { pathNot: '^gateway/pages/playground/' },
      to: { path: '^node_modules/(@graphiql|graphiql|react)/' },
    },
    {
      name: 'source-imports-no-test',
      severity: 'error',
      from: { pathNot: ['[.]test[.]ts$', '^test/'] },
      to: { path: ['[.]test[.]ts$', '^test/'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@apollo/server-gateway-interface$' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '/client/', '/fixtures/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.cjs', '.js'],
    },
  },
}
