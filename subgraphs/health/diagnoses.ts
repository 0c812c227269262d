/** A diagnosis as the seed draws it: a category of ICD-10, its chapter, and what is prescribed for it. */
export interface Diagnosis {
  readonly code: string
  /** Roman number of icd10_chapters.csv. */
  readonly chapter: string
  /** Active ingredients; a design choice, no medical advice. */
  readonly drugs: readonly string[]
  /** How common it is at an age; a design choice. */
  readonly weight: { readonly child: number; readonly adult: number; readonly old: number }
}

/** Common categories of ICD-10 (WHO); their shares and drugs are made up. */
export const diagnoses: readonly Diagnosis[] = [
  of('J06', 'X', ['Paracetamol'], 34, 16, 8),
  of('J20', 'X', ['Ambroxol', 'Paracetamol'], 16, 8, 10),
  of('A09', 'I', ['Oresol', 'Kẽm'], 14, 5, 4),
  of('B34', 'I', ['Paracetamol'], 8, 3, 1),
  of('I10', 'IX', ['Amlodipin'], 0, 10, 26),
  of('I25', 'IX', ['Aspirin', 'Atorvastatin'], 0, 2, 8),
  of('E11', 'IV', ['Metformin'], 0, 7, 14),
  of('K29', 'XI', ['Omeprazol'], 1, 13, 8),
  of('K02', 'XI', [], 6, 6, 2),
  of('M54', 'XIII', ['Meloxicam'], 0, 10, 9),
  of('M17', 'XIII', ['Glucosamin'], 0, 3, 9),
  of('H10', 'VII', ['Tobramycin'], 6, 4, 3),
  of('H65', 'VIII', ['Amoxicilin'], 5, 1, 1),
  of('L20', 'XII', ['Desloratadin'], 5, 4, 2),
  of('S52', 'XIX', ['Paracetamol'], 3, 5, 3),
  of('N30', 'XIV', ['Fosfomycin'], 1, 4, 4),
  of('G44', 'VI', ['Paracetamol'], 1, 5, 3),
  of('R10', 'XVIII', ['Drotaverin'], 3, 4, 2),
  of('Z00', 'XXI', [], 4, 5, 3),
]

/** Added for women of childbearing age. */
export const birth: Diagnosis = of('O80', 'XV', ['Sắt', 'Acid folic'], 0, 8, 0)

function of(
  code: string,
  chapter: string,
  drugs: readonly string[],
  child: number,
  adult: number,
  old: number,
): Diagnosis {
  return { code, chapter, drugs, weight: { child, adult, old } }
}
