import { Socket } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { startTestHub } from '../setup/hub.ts'

const connect = Socket.prototype.connect
afterEach(() => {
  Socket.prototype.connect = connect
})

/** Host and port of a connection, in whichever of its forms Node's `connect` was called. */
function target(args: unknown[]): string {
  const [first] = (Array.isArray(args[0]) ? args[0] : args) as [{ host?: string; path?: string } | number, unknown]
  if (typeof first === 'object') return first.host ?? first.path ?? 'localhost'
  return typeof args[1] === 'string' ? args[1] : 'localhost'
}

test('a hub that starts, answers and stops speaks to this machine alone', async () => {
  const targets: string[] = []
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    targets.push(target(args))
    return Reflect.apply(connect, this, args)
  } as typeof connect
  const hub = await startTestHub()
  await hub.ask('{ administrativeUnit(code: "52") { name } persons(personalIds: []) { fullName } }')
  await hub.stop()
  expect(targets.length).toBeGreaterThan(0)
  expect(targets.filter((host) => !/^(127\.0\.0\.1|localhost|::1)$/.test(host))).toEqual([])
  expect(process.env.APOLLO_TELEMETRY_DISABLED).toBe('1')
})
