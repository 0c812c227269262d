import { expect, test } from '@jest/globals'
import { repositoryFiles, textOf } from './repository.ts'

const texts = repositoryFiles().filter((file) =>
  /\.(ts|tsx|mjs|cjs|json|md|graphql|csv|yml|html|css|txt|sh)$|^\.(?!git\/)|run$/.test(file),
)

test('every text is in NFC, so that the same word has the same bytes', () => {
  expect(texts.filter((file) => textOf(file) !== textOf(file).normalize('NFC'))).toEqual([])
})

test('no text names a path of one machine or the address of a registry', () => {
  const banned = [
    /\/root\//,
    /\/work\/(main|shared)/,
    /\/home\/[a-z]/,
    /registry\.npmjs\.org/,
    /pypi\.org|pythonhosted/,
  ]
  const found = texts
    .filter((file) => file !== 'test/house/text.test.ts')
    .flatMap((file) => banned.filter((pattern) => pattern.test(textOf(file))).map((pattern) => `${file} ${pattern}`))
  expect(found).toEqual([])
})

test('the lockfile names no place from which a package was fetched, and proves each by its hash', () => {
  const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Record<string, unknown>> }
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
  expect(packages.filter(([, entry]) => 'resolved' in entry).map(([path]) => path)).toEqual([])
  expect(packages.filter(([, entry]) => !('integrity' in entry) && !entry.link).map(([path]) => path)).toEqual([])
})

test('installing runs no script of any package', () => {
  expect(textOf('.npmrc')).toMatch(/^ignore-scripts=true$/m)
})

test('no secret is in the repository', () => {
  const secret = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\./
  expect(texts.filter((file) => file !== 'test/house/text.test.ts' && secret.test(textOf(file)))).toEqual([])
})
