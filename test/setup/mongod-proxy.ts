import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** One process's way to a MongoDB, of which a test can hold what an application of the process says. */
export interface MongodProxy {
  /** The server's URI by this way. */
  readonly uri: string
  /**
   * From now on nothing of the connections of this application gets through in either direction,
   * old ones and new ones: as on a network that is cut without a word.
   * @param appName as the driver tells it, such as `provincial-data-hub-log`
   */
  hold(appName: string): void
  /** What was held is cut, and new connections get through. */
  release(): void
  close(): Promise<void>
}

interface Connection {
  readonly client: Socket
  readonly server: Socket
  /** Null until the client has said who it is. */
  appName: string | null
}

/** Opens the way to a server that is reached directly. */
export async function mongodProxy(uri: string): Promise<MongodProxy> {
  const target = Number(/:(\d+)\//.exec(uri)?.[1])
  const connections = new Set<Connection>()
  const held = new Set<string>()
  const isHeld = ({ appName }: Connection) => appName !== null && held.has(appName)
  const proxy = createServer((client) => {
    const one: Connection = { client, server: connect(target, '127.0.0.1'), appName: null }
    connections.add(one)
    const end = () => {
      connections.delete(one)
      client.destroy()
      one.server.destroy()
    }
    client.on('data', (bytes) => {
      one.appName ??= appNameIn(bytes)
      if (!isHeld(one)) one.server.write(bytes)
    })
    one.server.on('data', (bytes) => {
      if (!isHeld(one)) client.write(bytes)
    })
    for (const socket of [client, one.server]) socket.on('error', end).on('close', end)
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  const { port } = proxy.address() as AddressInfo
  const cut = (which: (one: Connection) => boolean) => {
    for (const { client } of [...connections].filter(which)) client.destroy()
  }
  return {
    uri: uri.replace(`:${target}/`, `:${port}/`),
    hold: (appName) => void held.add(appName),
    release() {
      cut(isHeld)
      held.clear()
    },
    async close() {
      const closed = new Promise<void>((done) => proxy.close(() => done()))
      cut(() => true)
      await closed
    },
  }
}

/** The driver's first message on each connection states the name of the application. */
function appNameIn(bytes: Buffer): string | null {
  return /provincial-data-hub[a-z-]*/.exec(bytes.toString('latin1'))?.[0] ?? null
}
