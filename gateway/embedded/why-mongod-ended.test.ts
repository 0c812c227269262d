import { expect, test } from '@jest/globals'
import { whyMongodEnded } from './why-mongod-ended.ts'

const failed = (error: string) => `{"s":"E","msg":"DBException in initAndListen","attr":{"error":"${error}"}}\n`

test.each([
  ['another mongod', 100, failed('DBPathInUse: Unable to lock the lock file'), 'another mongod holds the data folder'],
  ['a taken port', 48, failed('SocketException: Address already in use'), 'another program has the port'],
  ['data of another version', 62, '', 'the data was made by another version of mongod'],
  ['data of another version, in the log', 1, '** UPGRADE PROBLEM: found', 'the data was made by another version'],
  [
    'a named error',
    100,
    failed('Location28596: no access'),
    'exit 100, Location28596; nhật ký — log: /data/mongod.log',
  ],
  ['no word', 14, '', 'exit 14; nhật ký — log: /data/mongod.log'],
])('%s is said so that it can be mended', (_, code, log, expected) => {
  expect(whyMongodEnded({ code, signal: null }, log, '/data/mongod.log')).toContain(expected)
})

test('a signal is named, and the end by the guardian', () => {
  expect(whyMongodEnded({ code: null, signal: 'SIGILL' }, '', 'x')).toContain('SIGILL')
  expect(whyMongodEnded({ code: null, signal: null }, '', 'x')).toContain('killed')
})

test('the text of an error, which may quote a record, is not repeated', () => {
  const said = whyMongodEnded({ code: 100, signal: null }, failed('DuplicateKey: key 052099001234'), 'x')
  expect(said).toContain('DuplicateKey')
  expect(said).not.toContain('052099001234')
})
