import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Example } from '../examples.ts'
import type { Editors } from './editors.ts'
import { remember, remembered } from './remembered.ts'
import type { Loaded } from './use-loaded.ts'

interface Written {
  readonly query: string
  readonly variables: string
}

interface Operation {
  /** What the editors open with: the last visit's operation, or nothing. */
  readonly start: Written
  /** Undefined until the editors are open. */
  readonly editors: Editors | undefined
  readonly onReady: (editors: Editors) => void
  readonly onEdit: (query: string, variables: string) => void
  /** The example that stands in the editor unchanged. */
  readonly example: string | undefined
  /** Puts an example into the editors, at once or as soon as they are open. */
  readonly take: (example: Example) => void
}

/** The operation that is being written: where it comes from at the start, and that it is there at the next visit. */
export function useOperation(examples: Loaded<readonly Example[]>): Operation {
  const start = useMemo(() => ({ query: remembered('operation') ?? '', variables: remembered('variables') ?? '' }), [])
  const [written, setWritten] = useState<Written>(start)
  const [editors, onReady] = useState<Editors>()
  const [wanted, take] = useState<Example>()
  const offered = examples.state === 'ready' ? examples.value : undefined

  const firstOffered = useRef(false)
  useEffect(() => {
    const first = offered?.[0]
    if (!first || firstOffered.current) return
    firstOffered.current = true
    if (!start.query.trim()) take((already) => already ?? first)
  }, [offered, start])

  useEffect(() => {
    if (!editors || !wanted) return
    editors.write(wanted.query, JSON.stringify(wanted.variables, null, 2))
    take(undefined)
  }, [editors, wanted])

  const onEdit = useCallback((query: string, variables: string) => {
    remember('operation', query)
    remember('variables', variables)
    setWritten({ query, variables })
  }, [])
  const example = offered?.find(({ query }) => query === written.query)?.name
  return { start, editors, onReady, onEdit, example, take }
}
