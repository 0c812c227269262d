/** Since when a code exists, what it says, and what the caller can do. Closed: answers carry no other code. */
export interface ErrorEntry {
  readonly httpStatus: number
  readonly since: string
  readonly vi: string
  readonly en: string
  readonly mend: string
}

export const errorCatalogue = {
  GRAPHQL_PARSE_FAILED: {
    httpStatus: 400,
    since: '0.1.0',
    vi: 'Câu truy vấn không đúng cú pháp GraphQL',
    en: 'The document is not valid GraphQL syntax',
    mend: 'Correct the document at the line and column given; the playground marks the place.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    httpStatus: 400,
    since: '0.1.0',
    vi: 'Câu truy vấn không khớp lược đồ',
    en: 'The document does not fit the schema',
    mend: 'Compare the names in the message with the schema in the playground.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    httpStatus: 400,
    since: '0.1.0',
    vi: 'Không xác định được thao tác cần thực hiện',
    en: 'No operation could be chosen from the document',
    mend: 'Send exactly one operation, or name one of them in `operationName`.',
  },
  BAD_USER_INPUT: {
    httpStatus: 400,
    since: '0.1.0',
    vi: 'Giá trị đầu vào không hợp lệ',
    en: 'An input value is not valid',
    mend: 'Mend the argument named in `extensions.argument`; the message states its form, never its value.',
  },
  BAD_REQUEST: {
    httpStatus: 400,
    since: '0.1.0',
    vi: 'Yêu cầu HTTP không hợp lệ',
    en: 'The HTTP request is not a GraphQL request',
    mend: 'POST a JSON object with `query`, and `variables` and `operationName` where needed.',
  },
  NOT_FOUND: {
    httpStatus: 404,
    since: '0.1.0',
    vi: 'Không có địa chỉ này',
    en: 'There is nothing at this path',
    mend: 'Start at `/`, which lists what the hub serves.',
  },
  METHOD_NOT_ALLOWED: {
    httpStatus: 405,
    since: '0.1.0',
    vi: 'Phương thức HTTP không được dùng ở đây',
    en: 'This HTTP method is not served here',
    mend: 'Use the method that the `allow` header names.',
  },
  PAYLOAD_TOO_LARGE: {
    httpStatus: 413,
    since: '0.1.0',
    vi: 'Yêu cầu vượt quá kích thước cho phép',
    en: 'The request is larger than the hub accepts',
    mend: 'Ask in smaller parts; the limits are listed in `schema/limits.ts`.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    httpStatus: 415,
    since: '0.1.0',
    vi: 'Kiểu nội dung không được hỗ trợ',
    en: 'This content type is not served',
    mend: 'Send `content-type: application/json` in UTF-8.',
  },
  LIMIT_EXCEEDED: {
    httpStatus: 400,
    since: '0.1.0',
    vi: 'Câu truy vấn vượt quá giới hạn',
    en: 'The document goes beyond a limit',
    mend: 'Split the operation: fewer nested fragments, fewer tokens.',
  },
  ACCESS_DENIED: {
    httpStatus: 200,
    since: '0.2.0',
    vi: 'Không được đọc trường này',
    en: 'This field may not be read',
    mend: 'Read `extensions.reason`, `basis` and `howTo`; the field is null and the rest of the answer holds.',
  },
  UNAUTHENTICATED: {
    httpStatus: 401,
    since: '0.2.0',
    vi: 'Mã truy cập không được chấp nhận',
    en: 'The access token is not accepted',
    mend: 'Send one `Authorization: Bearer <token>` header with a token in force, or none at all for open data.',
  },
  RATE_LIMITED: {
    httpStatus: 429,
    since: '0.2.0',
    vi: 'Quá nhiều yêu cầu trong một giây',
    en: 'Too many requests in one second',
    mend: 'Wait for the seconds that `retry-after` names, then ask again more slowly.',
  },
  SUBJECT_BUDGET_EXCEEDED: {
    httpStatus: 429,
    since: '0.2.0',
    vi: 'Đã vượt số người được tra cứu trong ngày cho mục đích này',
    en: 'More persons were looked up today for this purpose than the agency may',
    mend: 'Ask again on the next day in the province, or agree on a larger number with the focal point.',
  },
  LOG_UNAVAILABLE: {
    httpStatus: 503,
    since: '0.2.0',
    vi: 'Nhật ký khai thác không ghi được nên dữ liệu không được trả lời',
    en: 'The exchange log cannot be written, so no data are answered',
    mend: 'Ask again later; open data are answered meanwhile. The operator finds the cause in the hub’s output.',
  },
  AGENCY_UNAVAILABLE: {
    httpStatus: 200,
    since: '0.1.0',
    vi: 'Cơ quan cung cấp dữ liệu tạm thời không trả lời',
    en: 'The agency that holds this data does not answer at the moment',
    mend: 'Use the rest of the answer; ask again later. `extensions.completeness` says what is missing since when.',
  },
  SUBGRAPH_ERROR: {
    httpStatus: 200,
    since: '0.1.0',
    vi: 'Nguồn dữ liệu báo lỗi',
    en: 'A source behind the graph reported an error',
    mend: 'Only in a graph served from a `SUPERGRAPH` file: the message is the one of that source.',
  },
  HUB_STARTING: {
    httpStatus: 503,
    since: '0.1.0',
    vi: 'Nền tảng đang khởi động',
    en: 'The hub is starting',
    mend: 'Ask again in a few seconds; `/health/ready` answers 200 when it serves.',
  },
  INTERNAL_SERVER_ERROR: {
    httpStatus: 500,
    since: '0.1.0',
    vi: 'Lỗi bên trong nền tảng',
    en: 'The hub failed',
    mend: 'Report the `x-request-id` of the answer to the operator; nothing of the request was changed.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalogue

/** True for a code of the closed list. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCatalogue, code)
}
