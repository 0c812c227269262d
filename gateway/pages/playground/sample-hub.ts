import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { buildSchema, GraphQLError, graphql } from 'graphql'
import { agencyUnavailable } from '../../../schema/errors/agency-unavailable.ts'
import { badInput } from '../../../schema/errors/bad-input.ts'
import { repositoryRoot } from '../../../schema/repository-root.ts'
import type { OfferedCallers } from './offered-callers.ts'
import { openPlayground, type PlaygroundOptions } from './playground.ts'

const folder = join(repositoryRoot, 'gateway/pages/playground/fixtures')

/** The fixtures in the shape of the operations that the hub's bench and playground share. */
export const sampleOperations: string = join(folder, 'operations')

export interface SampleHub {
  readonly url: string
  close(): Promise<void>
}

/** A graph of a few invented records behind the real page, on loopback: what the page is tested and looked at with. */
export async function startSampleHub(options: PlaygroundOptions = {}): Promise<SampleHub> {
  const schema = buildSchema(await readFile(join(folder, 'sample.graphql'), 'utf8'))
  const page = await openPlayground({ exampleFolders: [sampleOperations], callersOf: sampleCallers, ...options })
  const server = createServer((request, response) => {
    if (page(request, response)) return
    if (request.url === '/graphql' && request.method === 'POST') void answer(request, response)
    else response.writeHead(404).end()
  })
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { query, variables, operationName } = JSON.parse(await text(request))
    const result = await graphql({ schema, source: query, rootValue, variableValues: variables, operationName })
    response.writeHead(200, { 'content-type': 'application/graphql-response+json; charset=utf-8' })
    response.end(JSON.stringify(result))
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

const sampleCallers = async (): Promise<OfferedCallers> => ({
  identities: [
    { identity: 'citizen', title: { vi: 'Một công dân', en: 'A citizen' }, purposes: [], token: 'token.of.citizen' },
    {
      identity: 'insurance-app',
      title: { vi: 'Ứng dụng bảo hiểm', en: 'Insurance application' },
      purposes: ['INSURANCE_ADMINISTRATION'],
      token: 'token.of.insurance-app',
    },
  ],
  purposes: [
    { code: 'HEALTH_CARE', title: { vi: 'Khám bệnh, chữa bệnh', en: 'Medical care' } },
    { code: 'INSURANCE_ADMINISTRATION', title: { vi: 'Quản lý bảo hiểm', en: 'Administration of insurance' } },
  ],
})

const unit = { code: '21583', name: 'Phường Quy Nhơn', unitType: 'PHUONG', validFrom: '2025-07-01', validTo: null }

const person = {
  personalId: '052099000017',
  fullName: 'Nguyễn Thị Hường',
  dateOfBirth: '1999-04-30',
  permanentAddress: unit,
  healthInsurance: () => {
    throw agencyUnavailable('insurance', '2026-11-23T02:05:00.000Z')
  },
  vessels: () => [{ registrationNumber: 'BĐ-00001-TS', lengthMetres: 17.4, owner: person }],
}

const rootValue = {
  person({ personalId }: { personalId: string }) {
    if (!/^\d{12}$/.test(personalId)) throw badInput('personalId', 'phải có 12 chữ số', 'must have 12 digits')
    return person
  },
  organizations: ({ taxCodes }: { taxCodes: readonly string[] }) =>
    taxCodes.map((taxCode, at) => ({
      taxCode,
      name: `Công ty TNHH Thủy sản Đề Gi ${at + 1}`,
      representative: person,
      unit,
    })),
  administrativeUnit: ({ code, asOf = '2025-07-01' }: { code: string; asOf?: string }) =>
    asOf < '2025-07-01'
      ? { code, name: 'Tỉnh Bình Định', unitType: 'TINH', validFrom: '1989-07-01', validTo: '2025-06-30' }
      : { code, name: 'Tỉnh Gia Lai', unitType: 'TINH', validFrom: '2025-07-01', validTo: null },
  fishingVessel: () => {
    throw new GraphQLError('Một lời không có trong danh mục — Words that are in no catalogue')
  },
  never: () => new Promise(() => {}),
}
