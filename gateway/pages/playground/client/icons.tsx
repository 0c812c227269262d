const paths = {
  run: 'M6 4.5v11l9-5.5z',
  stop: 'M5.5 5.5h9v9h-9z',
  format: 'M3.5 5h13M7 8.5h9.5M7 12h9.5M3.5 15.5h13',
  retry: 'M15.5 10a5.5 5.5 0 1 1-1.6-3.9M15.5 3v3.5H12',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  away: 'M3 8.5a10 10 0 0 1 14 0M5.5 11.5a6.5 6.5 0 0 1 9 0M10 15h0M3.5 3.5l13 13',
  clock: 'M10 3.2a6.8 6.8 0 1 1 0 13.6 6.8 6.8 0 0 1 0-13.6M10 6.5V10l2.5 2',
  warning: 'M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.2h0',
} as const

export type IconName = keyof typeof paths

/** A drawing that always stands beside its word, and so is hidden from screen readers. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
