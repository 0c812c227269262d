import type { MongodEnd } from './launch-mongod.ts'

/** mongod's exit codes, as its manual lists them. */
const addressInUse = 48
const wrongVersion = 62

/** Another program took the port between its choice and its use. */
export function lostItsPort(end: MongodEnd): boolean {
  return end.code === addressInUse
}

/**
 * Why mongod ended before it was ready, for the person who started the hub. `log` is what
 * it wrote on the way; only the name of its error is taken from there, never its text,
 * which may quote a record.
 */
export function whyMongodEnded(end: MongodEnd, log: string, logPath: string): string {
  if (log.includes('DBPathInUse')) {
    return 'thư mục dữ liệu đang do một mongod khác giữ — another mongod holds the data folder'
  }
  if (lostItsPort(end)) return 'cổng đã bị chương trình khác chiếm — another program has the port'
  if (end.code === wrongVersion || log.includes('UPGRADE PROBLEM') || log.includes('MustUpgrade')) {
    return (
      'dữ liệu do một bản mongod khác tạo ra; hãy dùng lại bản đó hoặc chọn HUB_DATA_DIR khác — ' +
      'the data was made by another version of mongod; use that one again, or choose another HUB_DATA_DIR'
    )
  }
  const how = end.signal ?? (end.code === null ? 'killed' : `exit ${end.code}`)
  const name = /"error":"([A-Z]\w+):/.exec(log)?.[1]
  return `${name === undefined ? how : `${how}, ${name}`}; nhật ký — log: ${logPath}`
}
