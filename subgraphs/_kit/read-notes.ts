import { hubError } from '../../schema/errors/hub-error.ts'
import { limits } from '../../schema/limits.ts'

/**
 * What the exchange log has to hear of an answer: how many rows of the database went into it, and
 * of which persons which coordinates were read (60/2021 Art. 11). A person is named as soon as a
 * field of their record is asked, whether it holds a value or not.
 */
export interface ReadNotes {
  rows: number
  /** @param coordinates `Type.field` of the fields of that person's record, parts of it included */
  subject(personalId: string, coordinates: readonly string[]): void
}

/** Notes that can be read: each person once, with every coordinate that was read of them. */
export interface CollectedNotes extends ReadNotes {
  readonly subjects: ReadonlyMap<string, ReadonlySet<string>>
}

/**
 * Notes of one request. @throws LIMIT_EXCEEDED beyond limits.notedSubjects: what cannot be
 * recorded is not answered
 */
export function collectNotes(): CollectedNotes {
  const subjects = new Map<string, Set<string>>()
  return {
    rows: 0,
    subjects,
    subject(personalId, coordinates) {
      const known = subjects.get(personalId)
      if (known) {
        for (const coordinate of coordinates) known.add(coordinate)
        return
      }
      if (subjects.size >= limits.notedSubjects) throw tooMany()
      subjects.set(personalId, new Set(coordinates))
    },
  }
}

function tooMany() {
  const most = limits.notedSubjects
  return hubError('LIMIT_EXCEEDED', {
    vi: `câu trả lời có bản ghi của hơn ${most} người, hãy hỏi từng trang nhỏ hơn`,
    en: `the answer holds records of more than ${most} persons; ask for smaller pages`,
  })
}
