/** From a record of an agency's inbound topic to a caller and a submission, as HTTP would have them. */
import {
  type AgencyCode,
  type AgencyDirectory,
  type DeliveredRecord,
  INBOUND_HEADERS,
  INBOUND_VALUE_BYTES_MAX,
  mayPushInbound,
  type Problem,
  type Violation,
} from '@xianjie/contracts'
import { type Caller, Refused } from '@xianjie/http'
import { jsonSubmission } from './json-submission.ts'
import { type Submission, violation } from './submission.ts'

export type InboundRead =
  | { readonly ok: true; readonly caller: Caller; readonly submission: Submission }
  | { readonly ok: false; readonly problem: Problem }

/** As long as `sub` may be in a token. */
const OPERATOR_CHARACTERS_MAX = 100
const CORRELATION_CHARACTERS_MAX = 200

/** Where the record stands, for ever and on nobody else's topic. */
export const placeOf = ({ topic, partition, offset }: DeliveredRecord): string =>
  `${topic}/${partition}/${offset}`

/** What the agency will know the outcome by. */
export function correlationOf(record: DeliveredRecord): string {
  const said = record.headers[INBOUND_HEADERS.correlation]
  return said && said.length <= CORRELATION_CHARACTERS_MAX ? said : placeOf(record)
}

/** The caller is whoever owns the topic, for the broker lets nobody else write there. */
export function readInbound(
  { headers, value }: DeliveredRecord,
  code: AgencyCode,
  directory: AgencyDirectory,
): InboundRead {
  const registered = directory.find(code)
  if (!registered || !mayPushInbound(registered.agency)) {
    return refuse({ code: 'unauthenticated', violations: [notOpen] })
  }
  const violations = headerViolations(headers)
  if (violations.length > 0) return refuse({ code: 'invalid-request', violations })
  if (!value) return refuse({ code: 'malformed', violations: [empty] })
  if (value.length > INBOUND_VALUE_BYTES_MAX) return refuse({ code: 'too-large' })
  const operator = headers[INBOUND_HEADERS.operator] ?? ''
  try {
    return { ok: true, caller: { registered, operator }, submission: jsonSubmission(value) }
  } catch (error) {
    if (error instanceof Refused) return refuse(error.problem)
    throw error
  }
}

const refuse = (problem: Problem): InboundRead => ({ ok: false, problem })

function headerViolations(headers: DeliveredRecord['headers']): readonly Violation[] {
  const operator = headers[INBOUND_HEADERS.operator] ?? ''
  const correlation = headers[INBOUND_HEADERS.correlation] ?? ''
  return [
    ...(operator === '' ? [noOperator] : []),
    ...(operator.length > OPERATOR_CHARACTERS_MAX
      ? [tooLong(INBOUND_HEADERS.operator, OPERATOR_CHARACTERS_MAX)]
      : []),
    ...(correlation.length > CORRELATION_CHARACTERS_MAX
      ? [tooLong(INBOUND_HEADERS.correlation, CORRELATION_CHARACTERS_MAX)]
      : []),
  ]
}

const notOpen = violation(
  'topic',
  'not-open',
  '本机关未登记、已停用或未开通 Kafka 推送',
  'the agency is not registered, not active or not registered to push through Kafka',
)
const noOperator = violation(
  INBOUND_HEADERS.operator,
  'missing',
  '须以此记录头写明经办人标识',
  'this header must name the operator',
)
const empty = violation('', 'missing', '记录没有内容', 'the record has no value')

const tooLong = (header: string, charactersMax: number): Violation =>
  violation(
    header,
    'too-long',
    `不得超过 ${charactersMax} 个字符`,
    `must not be longer than ${charactersMax} characters`,
  )
