import { describe, expect, test } from '@jest/globals'
import { splitBilingual } from './bilingual.ts'

describe('a text of the hub', () => {
  test.each([
    ['Họ và tên — Full name', 'Họ và tên', 'Full name'],
    ['Chỉ tiếng Việt', 'Chỉ tiếng Việt', ''],
    [
      'Từ 2020–2025 - chưa tách — From 2020–2025 - not parted',
      'Từ 2020–2025 - chưa tách',
      'From 2020–2025 - not parted',
    ],
    ['  Mã — Code — as printed ', 'Mã', 'Code — as printed'],
    ['', '', ''],
  ])('"%s" is parted at the first dash', (text, vi, en) => {
    expect(splitBilingual(text)).toEqual({ vi, en })
  })

  test('is composed, however it was typed', () => {
    expect(splitBilingual('Hộ tịch'.normalize('NFD')).vi).toBe('Hộ tịch'.normalize('NFC'))
  })
})
