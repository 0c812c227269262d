/**
 * `_id` of a budget line: unit code, year and chapter, e.g. `1215830/2026/805`. A chapter with
 * `/` in it is no chapter and finds nothing, so that no two keys share an `_id`.
 */
export function budgetLineKey(key: {
  readonly budgetUnit: string
  readonly year: number
  readonly chapter: string
}): string {
  return key.chapter.includes('/') ? '' : `${key.budgetUnit}/${key.year}/${key.chapter}`
}
