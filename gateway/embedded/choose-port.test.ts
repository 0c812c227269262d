import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { choosePort, keepPort } from './choose-port.ts'
import { temporaryFolder } from './fixtures/temporary-folder.ts'

test('the port of the last start is chosen again where it is free', async () => {
  const folder = temporaryFolder()
  const first = await choosePort(folder)
  await keepPort(folder, first)
  expect(await choosePort(folder)).toBe(first)
})

test('another one is chosen where it is taken', async () => {
  const folder = temporaryFolder()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await keepPort(folder, port)
  const chosen = await choosePort(folder)
  server.close()
  expect(chosen).toBeGreaterThan(0)
  expect(chosen).not.toBe(port)
})

test.each(['', 'abc', '0', '70000', '-1', '27017.5'])('a kept port of "%s" is no port', async (text) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mongod.port'), text)
  expect(await choosePort(folder)).toBeGreaterThan(1023)
})
