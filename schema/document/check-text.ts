import { type GraphQLError, Lexer, Source, type Token, TokenKind } from 'graphql'
import { hubError } from '../errors/hub-error.ts'
import { limits } from '../limits.ts'

const opening: ReadonlySet<string> = new Set([TokenKind.PAREN_L, TokenKind.BRACKET_L, TokenKind.BRACE_L])
const closing: ReadonlySet<string> = new Set([TokenKind.PAREN_R, TokenKind.BRACKET_R, TokenKind.BRACE_R])

/**
 * Whether a document's text is too much to be parsed: LIMIT_EXCEEDED for its tokens (comments
 * count, which the parser's own limit leaves out), for brackets inside brackets (the parser
 * calls itself for each) or for the length of a name; else null. A text that is no GraphQL is
 * left to the parser, which names the place.
 */
export function checkText(text: string): GraphQLError | null {
  let tokens = 0
  let open = 0
  try {
    for (const { kind, value } of tokensOf(text)) {
      tokens += 1
      if (opening.has(kind)) open += 1
      if (closing.has(kind)) open -= 1
      if (tokens > limits.documentTokens) return tooManyTokens()
      if (open > limits.openBrackets) return tooDeep()
      if (kind === TokenKind.NAME && value.length > limits.nameChars) return nameTooLong()
    }
  } catch {
    return null
  }
  return null
}

/** Every token up to the end; the lexer steps over comments, but keeps them in its chain. */
function* tokensOf(text: string): Generator<Token> {
  const lexer = new Lexer(new Source(text))
  let token: Token | null = lexer.token
  while (token && token.kind !== TokenKind.EOF) {
    if (token.kind !== TokenKind.SOF) yield token
    if (!token.next) lexer.advance()
    token = token.next
  }
}

function tooManyTokens(): GraphQLError {
  const most = limits.documentTokens
  return hubError('LIMIT_EXCEEDED', {
    vi: `quá ${most} từ và dấu, kể cả chú thích; hãy chia câu truy vấn`,
    en: `more than ${most} tokens, comments included; split the operation`,
  })
}

function tooDeep(): GraphQLError {
  const most = limits.openBrackets
  return hubError('LIMIT_EXCEEDED', {
    vi: `quá ${most} ngoặc lồng nhau; hãy hỏi ít cấp hơn`,
    en: `more than ${most} brackets inside each other; ask fewer levels`,
  })
}

function nameTooLong(): GraphQLError {
  const most = limits.nameChars
  return hubError('LIMIT_EXCEEDED', {
    vi: `tên dài quá ${most} ký tự; hãy đặt bí danh ngắn hơn`,
    en: `a name of more than ${most} characters; choose a shorter alias`,
  })
}
