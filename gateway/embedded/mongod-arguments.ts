import { totalmem } from 'node:os'
import { limits } from '../../schema/limits.ts'

/** The name of the replica set of one member; transactions and change streams need one. */
export const replicaSetName = 'rs0'

/**
 * How our mongod is told apart from one that a person started on the same folder: these
 * arguments come first and in this order.
 */
export function mongodMark(dbPath: string): string {
  return ` --dbpath ${dbPath} --port `
}

/** The command line of the embedded mongod; only options that 4.2 to 8.x all know. */
export function mongodArguments(folder: { dbPath: string; logPath: string }, port: number): string[] {
  const gb = Math.max(0.25, Math.min(limits.mongodCacheGb, totalmem() / 4 / 1024 ** 3))
  return [
    ...['--dbpath', folder.dbPath, '--port', String(port)],
    // loopback and nothing else: no name, no second address, no socket in a shared folder
    ...['--bind_ip', '127.0.0.1', '--nounixsocket'],
    ...['--replSet', replicaSetName, '--oplogSize', String(limits.mongodOplogMb)],
    // no JavaScript in the server: $where, $function, $accumulator, mapReduce
    '--noscripting',
    // CVE-2025-14847: the heap leaks through zlib; on loopback no compressor is worth its risk
    ...['--networkMessageCompressors', 'disabled'],
    ...['--logpath', folder.logPath, '--logappend', '--logRotate', 'reopen', '--quiet'],
    // a slow command would be logged with the values it looked for
    ...['--slowms', '2147483647'],
    ...['--wiredTigerCacheSizeGB', gb.toFixed(2)],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ]
}
