/** A row as MongoDB holds it, read without hydration. */
// biome-ignore lint/suspicious/noExplicitAny: each agency states the shape of its own rows
export type Row = Record<string, any>
