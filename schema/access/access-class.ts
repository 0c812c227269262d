/** From open to sensitive; the order is that of strictness (a design choice, not a rule of the law). */
export const accessClasses = ['OPEN', 'LOOKUP', 'SHARED', 'RESTRICTED', 'SENSITIVE'] as const

export type AccessClass = (typeof accessClasses)[number]

/** True where `a` is stricter than `b`. */
export function isStricter(a: AccessClass, b: AccessClass): boolean {
  return accessClasses.indexOf(a) > accessClasses.indexOf(b)
}
