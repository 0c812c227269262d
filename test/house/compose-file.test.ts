import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { readConfig } from '../../gateway/config.ts'
import { textOf } from './repository.ts'

const file = parse(textOf('docker-compose.yml'))
const scripts = JSON.parse(textOf('package.json')).scripts as Record<string, string>

describe('docker-compose.yml', () => {
  test('runs a MongoDB replica set and the hub, and nothing else', () => {
    expect(Object.keys(file.services)).toEqual(['mongodb', 'hub'])
    expect(file.services.mongodb.command).toEqual(
      expect.arrayContaining(['mongod', '--replSet', 'rs0', '--noscripting']),
    )
    expect(file.services.hub.environment.MONGODB_URI).toContain('replicaSet=rs0')
  })

  test('publishes the hub on this machine alone and MongoDB not at all', () => {
    expect(file.services.hub.ports).toEqual(['127.0.0.1:4000:4000'])
    expect(file.services.mongodb.ports).toBeUndefined()
    expect(file.services.mongodb.networks).toEqual(['inner'])
    expect(file.networks.inner.internal).toBe(true)
  })

  test('checks the health of each service, and the hub waits for a healthy database', () => {
    for (const service of Object.values<{ healthcheck: { test: string[] } }>(file.services)) {
      expect(service.healthcheck.test[0]).toBe('CMD')
    }
    expect(file.services.hub.depends_on.mongodb.condition).toBe('service_healthy')
    expect(file.services.hub.healthcheck.test.join(' ')).toContain('/health/ready')
  })

  test('holds no secret', () => {
    const text = textOf('docker-compose.yml')
    expect(text).not.toMatch(/password|passwd|secret|token|api_?key/i)
    expect(text).not.toMatch(/mongodb(\+srv)?:\/\/[^/\s]*@/)
  })

  test('gives the hub a configuration that it accepts', () => {
    const config = readConfig(file.services.hub.environment)
    expect(config).toMatchObject({ host: '0.0.0.0', port: 4000, dataDir: '/data', seedPersons: 10_000 })
  })

  test('is the only place that lifts the loopback rule', () => {
    expect(file.services.hub.environment.HUB_DEMO_EXPOSED).toBe('yes')
    expect(textOf('package.json')).not.toContain('HUB_DEMO_EXPOSED')
  })

  test('uses the commands that the README names and CI runs', () => {
    const recipe: string = file.services.hub.build.dockerfile_inline
    const npm = [...recipe.matchAll(/npm (?:run )?(\w+)/g)].map((match) => match[1] as string)
    expect(npm).toEqual(expect.arrayContaining(['ci', 'build']))
    expect(npm.filter((name) => name !== 'ci' && !(name in scripts))).toEqual([])
    expect(recipe).toContain('CMD ["npm", "start"]')
  })

  test('names an image for a Node that package.json allows, and a MongoDB above the known advisories', () => {
    expect(file.services.hub.build.dockerfile_inline).toMatch(/^FROM node:24-/)
    const [, major, minor, patch] = /^mongo:(\d+)\.(\d+)\.(\d+)$/.exec(file.services.mongodb.image) ?? []
    expect([Number(major), Number(minor)]).toEqual([8, 0])
    expect(Number(patch)).toBeGreaterThanOrEqual(17)
  })
})
