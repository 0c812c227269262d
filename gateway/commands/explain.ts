import { ConfigError } from '../config.ts'

/** What to tell a person at the terminal of a start or a command that could not go on. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'Không khởi động được — could not start'
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE') {
    return `Cổng ${port} đang được dùng. Port ${port} is in use: stop the other program, or start with PORT=${(port ?? 4000) + 1} npm start`
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC') {
    return `Không ghi được vào thư mục dữ liệu (${code}). The data folder cannot be written (${code}): set HUB_DATA_DIR to a folder that can.`
  }
  if (error instanceof ConfigError) return error.message
  return error.message
}
