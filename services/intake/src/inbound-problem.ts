import {
  type Bilingual,
  OUTCOME_VALUE_BYTES_MAX,
  type Problem,
  problems,
  type Violation,
} from '@xianjie/contracts'
import { VIOLATIONS_MAX } from '@xianjie/validate'

/** A record states no language that its reader prefers: both, as HTTP answers such a reader. */
const inWords = ({ zh, en }: Bilingual): string => `${zh} / ${en}`

/**
 * The problem document (RFC 9457) of a refused record, UTF-8: member for member what HTTP answers.
 * `type` is relative to the platform's address, which a record does not know. Violations that would
 * make the outcome too large for its topic are left out, the last ones first.
 */
export function problemBytes(problem: Problem, outcomeId: string): Uint8Array {
  const { violations = [] } = problem
  for (let count = Math.min(violations.length, VIOLATIONS_MAX); count > 0; count >>= 1) {
    const bytes = bytesWith(problem, outcomeId, violations.slice(0, count))
    if (bytes.length <= OUTCOME_VALUE_BYTES_MAX) return bytes
  }
  return bytesWith(problem, outcomeId, [])
}

function bytesWith(
  { code }: Problem,
  outcomeId: string,
  violations: readonly Violation[],
): Uint8Array {
  const { title, status, advice } = problems[code]
  const told = violations.map((one) => ({ ...one, message: inWords(one.message) }))
  return Buffer.from(
    JSON.stringify({
      type: `/docs/problems/${code}`,
      title: inWords(title),
      status,
      code,
      detail: inWords(advice),
      instance: `urn:request:${outcomeId}`,
      ...(told.length > 0 ? { violations: told } : {}),
    }),
  )
}
