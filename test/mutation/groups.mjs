const access = 'schema/access'
const log = 'subgraphs/_kit/exchange-log'

/**
 * What is mutated, and the tests that must kill it: a folder's own, or single files. Tests over a
 * MongoDB are left out, and `slow` ones come last, since the first failure ends a mutant.
 */
export const groups = {
  access: { mutate: [`${access}/*.ts`], tests: [access], slow: [`${access}/judge.law.test.ts`] },
  identity: { mutate: ['schema/identity/*.ts'], tests: ['schema/identity'] },
  limits: {
    mutate: ['gateway/plan/*limit*.ts', 'gateway/abuse/*.ts', '!gateway/abuse/restore-budget.ts'],
    tests: ['gateway/plan/cost-limit.test.ts', 'gateway/plan/cost-limit.exact.test.ts', 'gateway/abuse'],
  },
  log: {
    mutate: [`${log}/{chain,group-commit,head,subject-key,signing-key}.ts`, 'gateway/audit/*.ts'],
    tests: [
      `${log}/group-commit.test.ts`,
      `${log}/keys.test.ts`,
      `${log}/chain.test.ts`,
      `${log}/head.test.ts`,
      'gateway/audit',
    ],
  },
  verifier: {
    mutate: ['gateway/audit-verifier/*.ts'],
    tests: [
      'gateway/audit-verifier',
      'test/audit/anchors.test.ts',
      'test/audit/heads.test.ts',
      'test/audit/places.test.ts',
    ],
    slow: ['test/audit/tampering.test.ts'],
  },
}
