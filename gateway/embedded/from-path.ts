import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import type { MongodStep } from './mongod-step.ts'
import { mongodName, mongodVersion } from './mongod-version.ts'

/**
 * A mongod that the machine's owner installed: the first on PATH that answers. Relative
 * entries are passed over, for what they mean depends on where the hub was started.
 */
export const fromPath: MongodStep = async ({ env }) => {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute)
  let reason = 'không có mongod — there is no mongod'
  for (const folder of folders) {
    const path = join(folder, mongodName)
    if (!(await canRun(path))) continue
    const answer = await mongodVersion(path)
    if ('version' in answer) return { path, version: answer.version, source: 'path' }
    reason = `${path}: ${answer.reason}`
  }
  return reason
}

function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
