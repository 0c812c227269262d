import type { IncomingMessage } from 'node:http'

/**
 * Every value that a request brings under a header's name (lower case), each line by itself: Node's
 * own `headers` drops a second `Authorization` and joins the lines of others with commas.
 */
export function headerValues({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>, name: string): string[] {
  const values: string[] = []
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === name) values.push(rawHeaders[at + 1] as string)
  }
  return values
}
