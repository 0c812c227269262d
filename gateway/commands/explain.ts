/** What to tell a person at the terminal of a start or a command that could not go on. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'Không khởi động được — could not start'
  const { code, port } = error as { code?: string | number; port?: number }
  if (code === 'EADDRINUSE') {
    const other = port === undefined || port >= 65_535 ? 4000 : port + 1
    return `Cổng ${port} đang được dùng. Port ${port} is in use: stop the other program, or start with PORT=${other} npm start`
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC') {
    return `Không ghi được vào thư mục dữ liệu (${code}). The data folder cannot be written (${code}): set HUB_DATA_DIR to a folder that can.`
  }
  // MongoDB repeats the key itself, which is a person's even where the person is made up.
  if (Number(code) === 11_000) return 'Hai bản ghi mang cùng một khóa — Two records bear one key (E11000)'
  return error.message
}
