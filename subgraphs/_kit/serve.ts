import { agencyFolders } from './discover.ts'
import { readServeConfig } from './serve-config.ts'
import { openSplitSubgraph, type SplitSubgraph } from './split-subgraph.ts'

const help = `npm run subgraph -- <folder>

Chạy đồ thị con của một cơ sở dữ liệu thành tiến trình riêng, chỉ trả lời cổng của nền tảng.
Serves one database's subgraph in a process of its own; it answers the hub's gateway only.

  PORT          default 4101; 0 takes a free one
  HOST          default 127.0.0.1
  MONGODB_URI   default: the database of the hub that runs on HUB_DATA_DIR
  HUB_DATA_DIR  the hub's own data folder: its keys are the only credential

Then start the hub with HUB_SUBGRAPHS=<folder>=http://127.0.0.1:4101.`

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2)
  if (folder === '--help' || folder === '-h') return say(help)
  const config = readServeConfig(process.env, folder, await agencyFolders())
  let serving: SplitSubgraph | undefined
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await serving?.stop()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  serving = await openSplitSubgraph(config, { say, report: reportFailure })
  say(`Subgraph ${config.folder} ready on ${serving.url}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** A failure's kind and code, and nothing of its text: a database repeats values in its messages. */
function reportFailure({ requestId, error }: { requestId: string; error: unknown }): void {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown }
  process.stderr.write(`${JSON.stringify({ level: 'error', requestId, error: word(name), code: word(code) })}\n`)
}

function word(text: unknown): string | null {
  return /^[A-Za-z0-9_]{1,60}$/.test(String(text)) && text !== undefined ? String(text) : null
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
  const taken = `Cổng ${error.port} đang được dùng. Port ${error.port} is in use: stop the other program, or set PORT to another.`
  process.stderr.write(`${error.code === 'EADDRINUSE' ? taken : error.message}\n`)
  process.exit(1)
})
