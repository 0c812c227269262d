import type { SeedDocument } from '../../seed/population/population.ts'
import { type ReferenceRow, readReference } from '../../seed/reference/read-csv.ts'

interface ListSource {
  readonly code: string
  readonly name: string
  readonly source: string
  /** False where the codes were assigned here because no official list was found. */
  readonly official: boolean
  readonly version?: string
  readonly file: string
  readonly item: {
    readonly code: string
    readonly name: string
    readonly nameEnglish?: string
    readonly parent?: string
  }
}

/** The shared code lists (60/2021 Art. 3.5) and the reference file from which each comes. */
const lists: readonly ListSource[] = [
  {
    code: 'ETHNIC_GROUPS',
    name: 'Danh mục các dân tộc Việt Nam',
    source: 'QĐ 121-TCTK/PPCĐ (1979), chính tả theo bản sao công khai',
    official: true,
    file: 'ethnic_groups',
    item: { code: 'code', name: 'name_vi' },
  },
  {
    code: 'COUNTRIES',
    name: 'Danh mục quốc gia',
    source: 'ISO 3166-1, Debian iso-codes',
    official: true,
    file: 'countries',
    item: { code: 'alpha_2', name: 'name_vi', nameEnglish: 'name_en' },
  },
  {
    code: 'VSIC',
    name: 'Hệ thống ngành kinh tế Việt Nam, cấp 1 và 2',
    source: 'QĐ 27/2018/QĐ-TTg, tên chưa đối chiếu với bản gốc',
    official: true,
    version: 'VSIC 2018',
    file: 'vsic',
    item: { code: 'code', name: 'name_vi', parent: 'parent_code' },
  },
  {
    code: 'ICD10_CHAPTERS',
    name: 'Các chương bệnh ICD-10',
    source: 'Tổ chức Y tế Thế giới, ICD-10',
    official: true,
    file: 'icd10_chapters',
    item: { code: 'chapter', name: 'name_vi', nameEnglish: 'name_en' },
  },
  {
    code: 'OCCUPATIONS',
    name: 'Danh mục nghề nghiệp, cấp 1',
    source: 'QĐ 34/2020/QĐ-TTg',
    official: true,
    file: 'occupations',
    item: { code: 'code', name: 'name_vi' },
  },
  assigned('EDUCATION_LEVELS', 'Cấp học và trình độ đào tạo', 'education_levels'),
  assigned('MARITAL_STATUS', 'Tình trạng hôn nhân', 'marital_status'),
  assigned('RELATIONSHIPS', 'Quan hệ với chủ hộ', 'relationship_codes'),
  assigned('RELIGIONS', 'Tôn giáo', 'religions'),
]

/** Every code list with its items, as documents of the register. */
export function* codeLists(): Generator<SeedDocument> {
  for (const { code, name, source, official, version = null, file, item } of lists) {
    yield { collection: 'codeLists', document: { _id: code, code, name, source, official, version } }
    for (const row of readReference(file)) {
      const parentCode = read(row, item.parent)
      const id = `${code}/${read(row, item.code)}`
      yield {
        collection: 'codeItems',
        document: {
          _id: id,
          id,
          listCode: code,
          code: read(row, item.code),
          // Six countries have no Vietnamese name in the source; a name is owed, so theirs stays English.
          name: read(row, item.name) ?? read(row, item.nameEnglish),
          nameEnglish: read(row, item.nameEnglish),
          parentId: parentCode ? `${code}/${parentCode}` : null,
        },
      }
    }
  }
}

function assigned(code: string, name: string, file: string): ListSource {
  const source = 'Mã do nền tảng đặt; chưa tìm thấy danh mục chính thức'
  return { code, name, source, official: false, file, item: { code: 'code', name: 'name_vi', nameEnglish: 'name_en' } }
}

function read(row: ReferenceRow, column: string | undefined): string | null {
  return column === undefined ? null : (row[column] ?? '') || null
}
