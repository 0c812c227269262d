/** The variables as typed; an empty pane is an empty object. Undefined where the text is not one JSON object. */
export function readVariables(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.trim()) return {}
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...read } : undefined
  } catch {
    return undefined
  }
}
