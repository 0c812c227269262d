import { readFile } from 'node:fs/promises'
import { readRules } from '../schema/access/read-rules.ts'
import { judgeRequests } from './access/judge-request.ts'
import { cleanAnswer } from './answer/clean-answer.ts'
import { type Config, ConfigError } from './config.ts'
import { type Graph, openGraph } from './graph.ts'
import { openEngine } from './plan/engine.ts'
import { remoteSource } from './plan/remote-source.ts'

/**
 * Serves any Federation 2 supergraph from the addresses in it: no database, no agency code
 * and, without our `@access` link, no rules.
 * @throws ConfigError where the file cannot be read or is no supergraph
 */
export async function foreignGraph(
  path: string,
  { introspection, mode }: Pick<Config, 'introspection' | 'mode'>,
): Promise<Graph> {
  const supergraph = await readSupergraph(path)
  const rules = rulesOf(supergraph)
  if (!rules && mode === 'production') {
    throw new ConfigError(
      'SUPERGRAPH: lược đồ không mang quy tắc truy cập nên không phục vụ ở chế độ vận hành. The supergraph carries no access rules and is not served in production: compose it with the @access link, or leave HUB_MODE out.',
    )
  }
  const engine = openEngine({
    supergraph,
    source: remoteSource,
    answer: cleanAnswer([], () => new Date()),
    scalars: {},
    bounded: false,
    introspection,
    judge: rules && judgeRequests(rules),
    // There is no grant here, so nothing above LOOKUP is answered; and no log, so in production only what is open.
    logReady: () => mode === 'demo',
  })
  return openGraph(engine).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown'
    throw new ConfigError(
      `SUPERGRAPH: không phải supergraph Federation 2. The file is not a Federation 2 supergraph: ${reason}`,
    )
  })
}

/** What a foreign graph is served with, in one line for the operator. @throws ConfigError as `foreignGraph` */
export async function foreignNotice(path: string): Promise<string> {
  return rulesOf(await readSupergraph(path))
    ? 'Lược đồ bên ngoài CÓ quy tắc truy cập — A foreign supergraph, judged by the access rules that it carries.'
    : 'KHÔNG CÓ QUY TẮC TRUY CẬP: phục vụ lược đồ bên ngoài — No access rules: serving a foreign supergraph.'
}

function readSupergraph(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new ConfigError('SUPERGRAPH: không đọc được tệp. The file that SUPERGRAPH names cannot be read.')
  })
}

/** What is no GraphQL at all is told by the gateway when it opens. */
function rulesOf(supergraph: string) {
  try {
    return readRules(supergraph, {})
  } catch {
    return null
  }
}
