import { describe, expect, test } from '@jest/globals'
import { agencyUri, openMongodb } from './mongodb.ts'

describe('the MongoDB behind the agencies', () => {
  test('is the one of MONGODB_URI where it is given: nothing is started, nothing is stopped', async () => {
    const said: string[] = []
    const mongodb = await openMongodb({ mongodbUri: 'mongodb://h/demo', dataDir: '/nowhere' }, (line) =>
      said.push(line),
    )
    expect(mongodb).toMatchObject({ uri: 'mongodb://h/demo', embedded: false })
    await mongodb.stop()
    await mongodb.stop()
    expect(said).toEqual([])
  })
})

describe('the database of one agency', () => {
  test('lies on the common server unless it has its own', () => {
    const config = { agencyUris: { 'civil-status': 'mongodb://civil/own' } }
    expect(agencyUri(config, 'civil-status', 'mongodb://common')).toBe('mongodb://civil/own')
    expect(agencyUri(config, 'land', 'mongodb://common')).toBe('mongodb://common')
  })
})
