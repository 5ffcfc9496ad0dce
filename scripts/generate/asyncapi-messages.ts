/** The messages of the AsyncAPI document: what each record says, and its own headers. */
import {
  DEADLINE_APPROACHING,
  DEADLINE_MISSED,
  DEADLINE_SETTLED,
  DOCUMENT_RECEIPTED,
  DOCUMENT_REFUSED,
  FEED_EVENTS,
  FINDING_RAISED,
  FINDING_SETTLED,
  INBOUND_HEADERS,
} from '@xianjie/contracts'
import type { FeedPayload, JsonSchema } from '@xianjie/schemas'

export type Message = {
  readonly title: string
  readonly payload: FeedPayload
  readonly type?: string
  readonly schema?: string
  readonly contentType?: string
  readonly key: string
  /** Headers beside those of CloudEvents. */
  readonly own?: Readonly<Record<string, JsonSchema>>
  readonly ownRequired?: readonly string[]
}

const BY_SUBJECT = 'subjectId'
export const text = (title: string, more: JsonSchema = {}): JsonSchema => ({
  title,
  type: 'string',
  ...more,
})

export const MESSAGES = {
  documentAccepted: {
    title: '文书已接收 · document accepted',
    payload: 'document',
    ...FEED_EVENTS.document,
    key: BY_SUBJECT,
  },
  statusChanged: {
    title: '状态变化 · status changed',
    payload: 'status',
    ...FEED_EVENTS.status,
    key: BY_SUBJECT,
  },
  supervisionDocument: {
    title: '供检察监督的文书 · document for supervision',
    payload: 'supervision-document',
    ...FEED_EVENTS.supervision,
    key: BY_SUBJECT,
  },
  deadlineApproaching: {
    title: '期限临近 · deadline approaching',
    payload: 'deadline',
    ...FEED_EVENTS[DEADLINE_APPROACHING],
    key: BY_SUBJECT,
  },
  deadlineMissed: {
    title: '期限逾期 · deadline missed',
    payload: 'deadline',
    ...FEED_EVENTS[DEADLINE_MISSED],
    key: BY_SUBJECT,
  },
  deadlineSettled: {
    title: '逾期期限的结果 · what became of a missed deadline',
    payload: 'deadline-settled',
    ...FEED_EVENTS[DEADLINE_SETTLED],
    key: BY_SUBJECT,
  },
  findingRaised: {
    title: '发现问题 · finding raised',
    payload: 'finding',
    ...FEED_EVENTS[FINDING_RAISED],
    key: BY_SUBJECT,
  },
  findingSettled: {
    title: '问题消除 · finding settled',
    payload: 'finding',
    ...FEED_EVENTS[FINDING_SETTLED],
    key: BY_SUBJECT,
  },
  submission: {
    title: '报送文书 · document pushed',
    payload: 'submission',
    key: 'any; records of one key are taken in order',
    own: {
      [INBOUND_HEADERS.operator]: text('经办人 · operator', { minLength: 1, maxLength: 100 }),
      [INBOUND_HEADERS.correlation]: text('关联标识 · what the outcome is known by', {
        maxLength: 200,
      }),
    },
    ownRequired: [INBOUND_HEADERS.operator],
  },
  documentReceipted: {
    title: '收讫回执 · receipt',
    payload: 'receipt',
    type: DOCUMENT_RECEIPTED,
    key: 'documentId',
    own: {
      [INBOUND_HEADERS.correlation]: text('关联标识 · correlation'),
      [INBOUND_HEADERS.repeated]: text('此前已接收 · accepted before', { enum: ['true', 'false'] }),
    },
  },
  documentRefused: {
    title: '拒收 · refusal',
    payload: 'refusal',
    type: DOCUMENT_REFUSED,
    contentType: 'application/problem+json',
    key: 'documentId, where it could be read',
    own: { [INBOUND_HEADERS.correlation]: text('关联标识 · correlation') },
  },
} as const satisfies Readonly<Record<string, Message>>
