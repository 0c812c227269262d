import { PassThrough } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { createBar } from './progress-bar.ts'

/** An output that keeps what was written to it. */
function output(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 80,
    cursorTo: () => true,
    moveCursor: () => true,
    clearLine: () => true,
  })
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => String(stream.read() ?? '') }
}

describe('the progress of a seed', () => {
  test('in a file is a line at every tenth, once, and no control characters', () => {
    const { stream, text } = output(false)
    const bar = createBar(stream)
    for (let done = 0; done <= 400; done += 1) bar.show(done, 400, 'persons')
    for (const done of [0, 1, 2, 2]) bar.show(done, 2, 'indexes')
    bar.done()
    const lines = text().split('\n').slice(0, -1)
    expect(lines).toEqual([
      ...Array.from({ length: 11 }, (_, tenth) => `Đang tạo dữ liệu tổng hợp — seeding ${tenth * 10}%`),
      ...[0, 50, 100].map((percent) => `Đang lập chỉ mục — indexing ${percent}%`),
    ])
  })

  test('in a file of nothing at all is still a line', () => {
    const { stream, text } = output(false)
    createBar(stream).show(0, 0, 'indexes')
    expect(text()).toBe('Đang lập chỉ mục — indexing 0%\n')
  })

  test('on a terminal is a bar for each phase', () => {
    const { stream, text } = output(true)
    const bar = createBar(stream)
    bar.show(0, 4, 'persons')
    bar.show(4, 4, 'persons')
    bar.show(0, 2, 'indexes')
    bar.done()
    bar.done()
    const written = text()
    expect(written).toContain('Đang tạo dữ liệu tổng hợp — seeding')
    expect(written).toContain('100%')
    expect(written).toContain('Đang lập chỉ mục — indexing')
  })

  test('that never began may be ended', () => {
    for (const isTTY of [true, false]) createBar(output(isTTY).stream).done()
  })
})
