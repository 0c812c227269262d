import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseVehiclePlate } from './vehicle-plate.ts'

const province = fc.integer({ min: 10, max: 99 })
const series = fc.stringMatching(/^[A-Z][A-Z1-9]?$/)
const five = fc.integer({ min: 1, max: 99_999 }).map((number) => String(number).padStart(5, '0'))
const four = fc.integer({ min: 1, max: 9_999 }).map((number) => String(number).padStart(4, '0'))

describe('parseVehiclePlate', () => {
  test.each(['77A-123.45', '81A-123.45', '77B1-123.45', '77AA-123.45', '77C-1234', '30K-000.01'])(
    '%s is accepted',
    (plate) => {
      expect(parseVehiclePlate(plate)).toBe(plate)
    },
  )

  test('plates of any province round-trip, new and old', () => {
    fc.assert(
      fc.property(province, series, five, four, (digits, letters, number, old) => {
        for (const plate of [
          `${digits}${letters}-${number.slice(0, 3)}.${number.slice(3)}`,
          `${digits}${letters}-${old}`,
        ]) {
          expect(parseVehiclePlate(plate)).toBe(plate)
        }
      }),
    )
  })

  test('five digits without their dot are refused, so that a plate has one form', () => {
    fc.assert(
      fc.property(province, series, five, (digits, letters, number) => {
        expect(() => parseVehiclePlate(`${digits}${letters}-${number}`)).toThrow('VehiclePlate')
      }),
    )
  })

  test.each([
    '77A-000.00',
    '77A-0000',
    '77A-12.345',
    '77A-123',
    '77A-123.4',
    '77A 123.45',
    '77A123.45',
    '77-A1 234.56',
    '7A-123.45',
    '077A-123.45',
    '07A-123.45',
    '77-123.45',
    '77ABC-123.45',
    '771-123.45',
    '77B0-123.45',
    '77Đ-123.45',
  ])('%s is refused', (text) => {
    expect(() => parseVehiclePlate(text)).toThrow('VehiclePlate')
  })
})
