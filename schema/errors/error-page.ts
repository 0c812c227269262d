import { type ErrorEntry, errorCatalogue } from './catalogue.ts'

/** The page of all error codes, `schema/ERRORS.md`, as markdown. Its one source is the catalogue. */
export function errorPage(catalogue: Readonly<Record<string, ErrorEntry>> = errorCatalogue): string {
  return [
    '# Mã lỗi — Error codes',
    '',
    'Được sinh từ `schema/errors/catalogue.ts`; một câu trả lời không mang mã nào khác. —',
    'Made from `schema/errors/catalogue.ts`; an answer carries no other code.',
    '',
    'Mã nằm ở `errors[].extensions.code`; thông báo là tiếng Việt rồi tiếng Anh, không bao giờ lặp lại giá trị đã gửi. —',
    'The code is in `errors[].extensions.code`; messages are Vietnamese, then English, and never repeat a value.',
    '',
    'Cột HTTP là trạng thái khi lỗi chặn cả yêu cầu và `Accept` nhận `application/graphql-response+json`, hoặc ở tầng HTTP;',
    'với `application/json`, một yêu cầu GraphQL đúng dạng được trả lời 200. —',
    'HTTP is the status where the error stops the whole request and `Accept` takes `application/graphql-response+json`,',
    'or where it arises in the HTTP layer; with `application/json` a well-formed GraphQL request is answered 200.',
    '',
    '| Mã — Code | HTTP | Nghĩa | Meaning | Cách xử lý — Mend | Từ bản — Since |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(catalogue).map(([code, entry]) => row(code, entry)),
    '',
  ].join('\n')
}

function row(code: string, { httpStatus, vi, en, mend, since }: ErrorEntry): string {
  return `| \`${code}\` | ${[httpStatus, vi, en, mend, since].map(cell).join(' | ')} |`
}

function cell(text: string | number): string {
  return String(text).replaceAll('|', '\\|')
}
