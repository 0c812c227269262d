/**
 * A unified diff of one file, as a text that describes a mutant: `# key: value` lines, then hunks.
 * Hunks are found by what they hold, not by their line numbers, so that a mutant outlives edits
 * elsewhere in its file.
 */
export function readPatch(text) {
  const notes = Object.fromEntries([...text.matchAll(/^# ([a-z-]+): (.*)$/gm)].map(([, key, value]) => [key, value]))
  const file = /^--- a\/(.+)$/m.exec(text)?.[1]
  if (!file) throw new Error('a mutant names its file')
  const hunks = text.split(/^@@ .*\n/m).slice(1)
  return { notes, file, hunks: hunks.map((hunk) => ({ before: side(hunk, '-'), after: side(hunk, '+') })) }
}

/** The source with the guard taken out. Throws where the guard is no longer there: the mutant has to be written anew. */
export function applyPatch(source, { file, hunks }) {
  return hunks.reduce((text, { before, after }) => {
    const at = text.indexOf(before)
    if (at < 0 || text.indexOf(before, at + 1) >= 0) throw new Error(`a mutant does not fit ${file} any more`)
    return text.slice(0, at) + after + text.slice(at + before.length)
  }, source)
}

function side(hunk, sign) {
  return hunk
    .split('\n')
    .filter((line) => line.startsWith(' ') || line.startsWith(sign))
    .map((line) => `${line.slice(1)}\n`)
    .join('')
}
