import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'

/**
 * A port on loopback that nothing listens on: the one of the last start where it is
 * still free (the address in the replica set's configuration then stays), else any.
 */
export async function choosePort(folder: string): Promise<number> {
  const kept = Number(await readFile(join(folder, 'mongod.port'), 'utf8').catch(() => ''))
  if (Number.isInteger(kept) && kept > 0 && kept < 65536 && (await listenOnce(kept)) === kept) return kept
  const any = await listenOnce(0)
  if (any === undefined) throw new Error('Không còn cổng trống trên 127.0.0.1 — No port is free on 127.0.0.1')
  return any
}

/** Remembers the port for the next start; losing it costs a reconfiguration, nothing else. */
export async function keepPort(folder: string, port: number): Promise<void> {
  await writeFile(join(folder, 'mongod.port'), `${port}\n`).catch(() => undefined)
}

/** Takes the port and lets it go; undefined where it is taken. */
async function listenOnce(port: number): Promise<number | undefined> {
  const server = createServer()
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true })
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  } catch {
    return undefined
  } finally {
    server.close()
  }
}
