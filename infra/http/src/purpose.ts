/** Whoever asks about a person says why (api.md "Who is calling"). */
import type { FastifyRequest } from 'fastify'
import { Refused } from './problem.ts'
import type { DescribedParameter } from './route-description.ts'

export type Purpose = { readonly code: string; readonly caseNumber?: string }

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const CASE_CHARACTERS_MAX = 200

/** What the description says of the two headers. */
export const purposeParameters: readonly DescribedParameter[] = [
  {
    in: 'header',
    name: 'Xianjie-Purpose',
    required: true,
    description: 'Why the caller asks: a code',
    schema: { type: 'string', pattern: CODE.source },
  },
  {
    in: 'header',
    name: 'Xianjie-Case',
    description: 'The case number, where there is one, percent-encoded UTF-8',
    schema: { type: 'string' },
  },
]

/** The stated purpose; throws `Refused` purpose-missing or invalid-request. */
export function purposeOf(request: FastifyRequest): Purpose {
  const code = request.headers['xianjie-purpose']
  if (typeof code !== 'string' || !CODE.test(code)) throw new Refused({ code: 'purpose-missing' })
  const caseNumber = decodeCase(request.headers['xianjie-case'])
  return caseNumber === undefined ? { code } : { code, caseNumber }
}

function decodeCase(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  try {
    const text = decodeURIComponent(String(header))
    if (text.length <= CASE_CHARACTERS_MAX) return text
  } catch {
    // Not percent-encoded UTF-8: answered below like a header that is too long.
  }
  throw new Refused({
    code: 'invalid-request',
    violations: [
      {
        path: 'Xianjie-Case',
        code: 'wrong-format',
        message: {
          zh: '案号须为百分号编码的 UTF-8',
          en: 'the case number is percent-encoded UTF-8',
        },
      },
    ],
  })
}
