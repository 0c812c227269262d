import { describeSeed } from './commands/describe-seed.ts'
import { explain } from './commands/explain.ts'
import { createBar } from './commands/progress-bar.ts'
import { readConfig } from './config.ts'
import { foreignNotice } from './foreign.ts'
import { createHub, type Hub } from './hub.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const bar = createBar(process.stdout)
  say('Nền tảng tích hợp, chia sẻ dữ liệu của tỉnh — Provincial data hub')
  if (config.supergraph) {
    say(await foreignNotice(config.supergraph))
  } else if (config.mode === 'demo') {
    say('DỮ LIỆU TỔNG HỢP, không phải số liệu chính thức — Synthetic data, not official figures')
  }
  let hub: Hub | undefined
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    say('\nĐang dừng — Stopping …')
    await hub?.stop()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  hub = await createHub(config, { say, progress: bar.show })
  bar.done()
  if (hub.seeded) for (const line of describeSeed(hub.seeded)) say(line)
  say(`Khám phá — Playground  ${hub.url}/playground`)
  say(`Ứng dụng — GraphQL     ${hub.url}/graphql`)
  if (config.mode === 'demo' && config.jwks === undefined && !config.supergraph) {
    say('Danh tính thử — Demo identities: npm run token; mã — a token: npm run -s token -- <danh tính — identity>')
  }
  say(`Dừng bằng Ctrl-C; dữ liệu giữ ở ${config.dataDir} — Stop with Ctrl-C; data stay in ${config.dataDir}`)
  say(`Hub ready on ${hub.url}`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
})
