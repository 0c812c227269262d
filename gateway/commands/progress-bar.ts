import { Presets, SingleBar } from 'cli-progress'

const phases = {
  persons: 'Đang tạo dữ liệu tổng hợp — seeding',
  indexes: 'Đang lập chỉ mục — indexing',
  keys: 'Đang mã hóa lại — sealing anew',
} as const

type Progress = (done: number, total: number, phase: keyof typeof phases) => void

/**
 * Shows how far a long work is: a bar with the time left on a terminal, a line at every tenth
 * where the output is a file.
 */
export function createBar(output: NodeJS.WriteStream): { show: Progress; done(): void } {
  return output.isTTY ? terminalBar(output) : lineByLine(output)
}

function terminalBar(output: NodeJS.WriteStream): { show: Progress; done(): void } {
  let bar: SingleBar | undefined
  let current: string | undefined
  return {
    show(done, total, phase) {
      if (phase !== current) {
        bar?.stop()
        current = phase
        bar = new SingleBar(
          { stream: output, format: `${phases[phase]} {bar} {percentage}% | {eta_formatted}`, hideCursor: true },
          Presets.shades_classic,
        )
        bar.start(total, done)
      }
      bar?.update(done)
    },
    done: () => bar?.stop(),
  }
}

function lineByLine(output: NodeJS.WriteStream): { show: Progress; done(): void } {
  let told = ''
  return {
    show(done, total, phase) {
      const line = `${phases[phase]} ${Math.floor((10 * done) / Math.max(total, 1)) * 10}%`
      if (line !== told) output.write(`${line}\n`)
      told = line
    },
    done() {},
  }
}
