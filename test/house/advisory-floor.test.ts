import { describe, expect, test } from '@jest/globals'
import { textOf } from './repository.ts'

/**
 * CI asks no registry what is vulnerable, so the floors stand here: for each package the lowest version
 * that may be installed, one for each major line that was mended. A major above all of them is younger
 * than the advisory; one between or below them was never mended.
 */
interface Floor {
  readonly package: string
  readonly minimum: readonly string[]
  readonly advisory: string
  readonly what: string
}

interface Accepted {
  readonly package: string
  readonly version: string
  /** `development`: nothing that is served loads it. */
  readonly use: 'served' | 'development'
  readonly why: string
}

interface Locked {
  readonly path: string
  readonly name: string
  readonly version: string
  readonly dev: boolean
  readonly hasInstallScript: boolean
}

const { floors, accepted, installScripts } = JSON.parse(textOf('test/house/advisory-floor.json')) as {
  floors: Floor[]
  accepted: Accepted[]
  installScripts: { package: string; why: string }[]
}

/** Every package of the lockfile: those of others' packages and the second copy of one included. */
const locked: Locked[] = Object.entries(
  JSON.parse(textOf('package-lock.json')).packages as Record<string, Record<string, unknown>>,
)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({
    path,
    // An alias stands under another name than its own.
    name: String(entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
    version: String(entry.version),
    dev: entry.dev === true || entry.devOptional === true,
    hasInstallScript: entry.hasInstallScript === true,
  }))

function parts(version: string): [number, number, number, number] {
  const [, major, minor, patch, early] = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(version) ?? []
  if (major === undefined) throw new Error(`${version} is no version`)
  return [Number(major), Number(minor), Number(patch), early ? 0 : 1]
}

function isBelow(version: string, minimum: string): boolean {
  const [mine, theirs] = [parts(version), parts(minimum)]
  const differs = mine.findIndex((part, at) => part !== theirs[at])
  return differs >= 0 && (mine[differs] as number) < (theirs[differs] as number)
}

function isUnder({ minimum }: Pick<Floor, 'minimum'>, version: string): boolean {
  const [major] = parts(version)
  const line = minimum.find((one) => parts(one)[0] === major)
  return line ? isBelow(version, line) : minimum.some((one) => parts(one)[0] > major)
}

const underFloor = locked.flatMap((entry) =>
  floors
    .filter((floor) => floor.package === entry.name && isUnder(floor, entry.version))
    .map((floor) => ({ entry, floor })),
)

describe('the lockfile', () => {
  test('is read whole', () => {
    expect(locked.length).toBeGreaterThan(500)
    expect(locked.map(({ name }) => name)).toEqual(expect.arrayContaining(['graphql', '@apollo/gateway', 'mongoose']))
  })

  test('holds no package below the floor of an advisory, except those that are accepted with a reason', () => {
    const found = underFloor
      .filter(({ entry }) => !accepted.some((one) => one.package === entry.name && one.version === entry.version))
      .map(({ entry, floor }) => `${entry.path} ${entry.version} < ${floor.minimum.join(' or ')}: ${floor.advisory}`)
    expect(found).toEqual([])
  })

  test('holds no package with an install script beyond those that are known; none of them is run', () => {
    const scripted = new Set(locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name))
    expect([...scripted].sort()).toEqual(installScripts.map((one) => one.package))
    expect(textOf('.npmrc')).toMatch(/^ignore-scripts=true$/m)
  })
})

describe('an accepted package', () => {
  test('is still below its floor: what was mended is taken from the list', () => {
    const stale = accepted.filter(
      (one) => !underFloor.some(({ entry }) => entry.name === one.package && entry.version === one.version),
    )
    expect(stale).toEqual([])
  })

  test('that is said to serve development alone does', () => {
    const names = accepted.filter(({ use }) => use === 'development').map((one) => `${one.package}@${one.version}`)
    const served = locked.filter((entry) => names.includes(`${entry.name}@${entry.version}`) && !entry.dev)
    expect(served.map(({ path }) => path)).toEqual([])
  })

  test('has a reason of more than a word', () => {
    expect([...accepted, ...installScripts].filter(({ why }) => why.split(' ').length < 4)).toEqual([])
  })
})

describe('a floor', () => {
  test.each([
    [['2.13.2'], '2.13.1', true],
    [['2.13.2'], '2.13.2', false],
    [['2.13.2'], '2.14.0', false],
    [['2.13.2'], '2.13.2-preview.0', true],
    [['2.13.2'], '1.99.99', true],
    [['2.13.2'], '3.0.0-alpha.1', false],
    [['6.3.1', '7.5.2'], '6.3.2', false],
    [['6.3.1', '7.5.2'], '7.5.1', true],
    [['1.1.17', '5.0.8'], '4.0.1', true],
    [['1.1.17', '5.0.8'], '10.0.0', false],
    [['4.17.0', '5.8.0'], '4.9.0', true],
  ])('of %j and the version %s: under it %s', (minimum, version, under) => {
    expect(isUnder({ minimum }, version)).toBe(under)
  })

  test('stands once for each package, with an advisory and what it is about', () => {
    const names = floors.map((floor) => floor.package)
    expect(names).toEqual([...new Set(names)])
    expect(
      floors.filter(({ advisory, what }) => !/^(CVE-\d{4}-\d{4,}|GHSA(-[a-z0-9]{4}){3})/.test(advisory) || what === ''),
    ).toEqual([])
  })
})
