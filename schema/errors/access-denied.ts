import { GraphQLError } from 'graphql'
import type { Reason, Refusal } from '../access/decision.ts'
import { hubError } from './hub-error.ts'

interface Text {
  readonly vi: string
  readonly en: string
}

/** What each reason says and what the caller can do; the articles are those of 60/2021/QĐ-UBND. */
const texts: Readonly<Record<Reason, { readonly why: Text; readonly howTo: string }>> = {
  NO_TOKEN: {
    why: { vi: 'chưa xác thực', en: 'the caller is not identified' },
    howTo:
      'Gửi mã truy cập trong Authorization: Bearer; dữ liệu trên lớp mở chỉ dành cho người được xác thực (60/2021 Điều 11.3) — Send a token as Authorization: Bearer',
  },
  NO_PURPOSE: {
    why: { vi: 'chưa nêu mục đích khai thác', en: 'no purpose is stated' },
    howTo:
      'Nêu mã mục đích trong X-Purpose; dữ liệu được khai thác đúng mục đích, nhiệm vụ (60/2021 Điều 11.4) — State a purpose code in X-Purpose',
  },
  NO_GRANT: {
    why: { vi: 'chưa được chia sẻ trường này', en: 'no grant names this field' },
    howTo:
      'Gửi yêu cầu kết nối, chia sẻ tới cơ quan chủ quản (60/2021 Điều 5.2.d; Nghị định 47/2020 Điều 35-38) — Ask the owner for a connection to the service',
  },
  PURPOSE_MISMATCH: {
    why: { vi: 'mục đích khác với mục đích được chấp thuận', en: 'the grant is for another purpose' },
    howTo:
      'Dùng đúng mã mục đích đã được chấp thuận, xem viewer.grants (60/2021 Điều 11.4) — Use the purpose that was approved; see viewer.grants',
  },
  GRANT_EXPIRED: {
    why: { vi: 'thời hạn chia sẻ đã hết', en: 'the grant has ended' },
    howTo:
      'Đề nghị gia hạn hoặc gửi yêu cầu mới (Nghị định 47/2020 Điều 39, 44) — Ask for an extension or send a new request',
  },
  SERVICE_SUSPENDED: {
    why: { vi: 'dịch vụ đang tạm ngừng', en: 'the service is suspended' },
    howTo:
      'Liên hệ đầu mối của cơ quan cung cấp (60/2021 Điều 13.1.h; Nghị định 47/2020 Điều 43) — Ask the provider’s focal point',
  },
  CONSENT_MISSING: {
    why: { vi: 'cần sự đồng ý của chủ thể dữ liệu', en: 'the data subject’s consent is needed' },
    howTo: 'Lấy sự đồng ý của chủ thể dữ liệu (60/2021 Điều 13.2.h) — Obtain the consent of the data subject',
  },
}

/**
 * The entry in `errors` for a coordinate that was refused: once, in the order of the document,
 * without a path, and the same whatever the records hold.
 */
export function accessDenied({
  coordinate,
  class: accessClass,
  basis,
  reason,
  suspension,
  via,
}: Refusal): GraphQLError {
  const { why } = texts[reason]
  const error = hubError('ACCESS_DENIED', {
    vi: `${coordinate}: ${why.vi}`,
    en: `${coordinate}: ${why.en}`,
  })
  return new GraphQLError(error.message, {
    extensions: {
      code: 'ACCESS_DENIED',
      coordinate,
      class: accessClass,
      reason,
      basis,
      howTo: howTo(reason, suspension),
      ...(via === null ? {} : { via }),
    },
  })
}

/** What the caller can do about a refusal; of a suspension also its ground, until when, and whom to ask. */
export function howTo(reason: Reason, suspension: Refusal['suspension']): string {
  const told = texts[reason].howTo
  if (suspension === null) return told
  const { ground, until, contact } = suspension
  return `${told} [${ground}; ${until ?? 'chưa xác định — not known'}; ${contact}]`
}
