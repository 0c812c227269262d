/**
 * Tells the operator of a failure of ours, on standard error: what failed and where in the
 * code. The message of a database or a parser may hold a person's value, so it is left out.
 */
export function reportFailure(failure: { subgraph?: string; requestId: string; error: unknown }): void {
  const { error } = failure
  const line = {
    level: 'error',
    requestId: failure.requestId,
    ...(failure.subgraph ? { subgraph: failure.subgraph } : {}),
    error: error instanceof Error ? error.name : typeof error,
    code: codeOf(error),
    at: error instanceof Error ? framesOf(error) : [],
  }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

function codeOf(error: unknown): string | number | null {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' || typeof code === 'number' ? code : null
}

function framesOf(error: Error): string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  return frames
    .slice(0, 8)
    .map((line) =>
      line.trim().replace(/\(?(?:file:\/\/)?\/\S*?\/((?:dist|gateway|subgraphs|schema|seed|node_modules)\/)/, '$1'),
    )
}
