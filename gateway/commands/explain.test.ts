import { describe, expect, test } from '@jest/globals'
import { ConfigError } from '../config.ts'
import { explain } from './explain.ts'

const system = (code: string, more = {}) =>
  Object.assign(new Error(`${code}: some words of the system`), { code, ...more })

describe('a start that could not go on says what to do', () => {
  test('where the port is taken: another one', () => {
    expect(explain(system('EADDRINUSE', { port: 4000 }))).toContain('PORT=4001 npm start')
    expect(explain(system('EADDRINUSE', { port: 65_535 }))).toContain('PORT=4000 npm start')
    expect(explain(system('EADDRINUSE', { port: 4000 }))).toContain('Cổng 4000 đang được dùng')
  })

  test.each(['EACCES', 'EROFS', 'ENOSPC'])('where the data folder cannot be written (%s): another one', (code) => {
    expect(explain(system(code))).toMatch(new RegExp(`Không ghi được.*${code}.*set HUB_DATA_DIR`))
  })

  test('where a setting is wrong: what the setting says', () => {
    expect(explain(new ConfigError('PORT: cần một số'))).toBe('PORT: cần một số')
  })

  test('where the database found a key twice: that, and not the key', () => {
    const error = Object.assign(new Error('E11000 dup key: { personalId: "052085000001" }'), { code: 11_000 })
    expect(explain(error)).toContain('Two records bear one key')
    expect(explain(error)).not.toContain('052085000001')
  })

  test('where anything else failed: its message, and never a stack', () => {
    expect(explain(new Error('mongod did not start'))).toBe('mongod did not start')
    for (const thrown of ['text', undefined, null, { message: 'x' }])
      expect(explain(thrown)).toContain('could not start')
  })
})
