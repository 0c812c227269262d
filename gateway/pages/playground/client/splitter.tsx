import type { KeyboardEvent, PointerEvent } from 'react'
import { useRef } from 'react'
import { useLanguage } from './language.tsx'

interface SplitterProps {
  readonly label: string
  /** Of the line itself: a vertical line parts columns. */
  readonly orientation: 'vertical' | 'horizontal'
  /** Percent of the parent that lies before the line. */
  readonly value: number
  readonly change: (value: number) => void
}

const [least, most, step] = [20, 80, 5]
const presets = [35, 50, 65]

/** A line that parts two panes: dragged, moved by arrow keys, or pressed to step through three sizes (WCAG 2.5.7). */
export function Splitter({ label, orientation, value, change }: SplitterProps) {
  const { words } = useLanguage()
  const moved = useRef(false)
  const put = (next: number) => change(Math.round(Math.min(most, Math.max(least, next))))

  const drag = (event: PointerEvent<HTMLHRElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const frame = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!frame) return
    moved.current = true
    const upright = orientation === 'vertical'
    const part = upright ? (event.clientX - frame.left) / frame.width : (event.clientY - frame.top) / frame.height
    put(part * 100)
  }
  const release = () => {
    if (!moved.current) put(presets.find((preset) => preset > value) ?? presets[0] ?? value)
  }
  const keys = (event: KeyboardEvent) => {
    const [less, greater] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    const to = { [less]: value - step, [greater]: value + step, Home: least, End: most }[event.key]
    if (to === undefined) return
    event.preventDefault()
    put(to)
  }
  return (
    <hr
      className={`splitter ${orientation}`}
      tabIndex={0}
      title={words.resizeHint}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={keys}
      onPointerDown={(event) => {
        moved.current = false
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={drag}
      onPointerUp={release}
    />
  )
}
