import { accessNotRenamed } from './access-not-renamed.ts'
import { argumentsNotLower } from './arguments-not-lower.ts'
import { batchedReference } from './batched-reference.ts'
import { boundedList } from './bounded-list.ts'
import { collectionPlace } from './collection-place.ts'
import { conflictingClass } from './conflicting-class.ts'
import { described } from './described.ts'
import { entityOwner } from './entity-owner.ts'
import { filterNames } from './filter-names.ts'
import { glossary } from './glossary.ts'
import { indexedKey } from './indexed-key.ts'
import { interfaceNotLower } from './interface-not-lower.ts'
import { joinedNullable } from './joined-nullable.ts'
import { noFromContext } from './no-from-context.ts'
import { nullableUnlessOpen } from './nullable-unless-open.ts'
import { optionalArguments } from './optional-arguments.ts'
import { ownerConsent } from './owner-consent.ts'
import { requiresNotLower } from './requires-not-lower.ts'
import { reservedNames } from './reserved-names.ts'
import type { LintError, LintInput, LintRule } from './rule.ts'
import { sensitiveKey } from './sensitive-key.ts'
import { sensitiveSealed } from './sensitive-sealed.ts'
import { stateSecret } from './state-secret.ts'
import { subjectRootsOpen } from './subject-roots-open.ts'
import { unclassifiedField } from './unclassified-field.ts'

/**
 * Every rule by the name of its file, in the order in which their findings are told: what may
 * not be in the hub at all, then access, then ownership, then cost, then words.
 */
export const rules: Readonly<Record<string, LintRule>> = {
  'state-secret': stateSecret,
  'reserved-names': reservedNames,
  'no-from-context': noFromContext,
  'access-not-renamed': accessNotRenamed,
  'unclassified-field': unclassifiedField,
  'conflicting-class': conflictingClass,
  'interface-not-lower': interfaceNotLower,
  'requires-not-lower': requiresNotLower,
  'arguments-not-lower': argumentsNotLower,
  'subject-roots-open': subjectRootsOpen,
  'nullable-unless-open': nullableUnlessOpen,
  'joined-nullable': joinedNullable,
  'filter-names': filterNames,
  'sensitive-key': sensitiveKey,
  'sensitive-sealed': sensitiveSealed,
  'collection-place': collectionPlace,
  'entity-owner': entityOwner,
  'owner-consent': ownerConsent,
  'bounded-list': boundedList,
  'batched-reference': batchedReference,
  'indexed-key': indexedKey,
  'optional-arguments': optionalArguments,
  described,
  glossary,
}

/** Everything that any rule finds. */
export function lint(input: LintInput): LintError[] {
  return Object.values(rules).flatMap((rule) => rule(input))
}
