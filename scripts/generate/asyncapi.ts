/** The AsyncAPI 3.0 document: topics from the contracts, payloads from their schemas. */
import {
  type AgencyCode,
  DOCUMENTS_TOPIC,
  feedTopic,
  inboundTopics,
  STATUS_TOPIC,
  SUPERVISION_TOPIC,
  type Topic,
} from '@xianjie/contracts'
import {
  FEED_PAYLOADS,
  type FeedPayload,
  feedExample,
  feedSchema,
  type JsonSchema,
} from '@xianjie/schemas'
import { MESSAGES, type Message, text } from './asyncapi-messages.ts'

const BINDING_VERSION = '0.5.0'
const HOUR_MS = 3_600_000
/** Stands in addresses where an agency's code belongs. */
const AGENCY = '{agency}' as AgencyCode

/** Path below the repository → text. */
export const asyncApiFiles = (): ReadonlyMap<string, string> =>
  new Map([['schemas/api/asyncapi.json', `${JSON.stringify(asyncApi(), undefined, 2)}\n`]])

const asyncApi = () => ({
  asyncapi: '3.0.0',
  id: 'urn:xianjie:feed',
  info: {
    title: 'Xianjie 衔接',
    version: '1',
    description: [
      'What the platform tells by Kafka (社区矫正信息交换平台), seen from the platform: it sends',
      'documents, status, supervision, feeds and outcomes; agencies send to their inbound topics.',
      'CloudEvents 1.0 in binary mode. Records are thin: codes, ids and dates, nobody’s name or',
      'number; what a document says is asked of the API, with a purpose. At least once: drop a',
      '`ce_id` that has been seen. Records of one key come in order. Of the status of one subject',
      'the record with the highest `position` holds, among those of one position the last one.',
    ].join(' '),
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/json',
  servers: {
    kafka: {
      host: '{broker}',
      protocol: 'kafka-secure',
      description: 'The brokers that whoever runs the platform has named to the agency.',
      variables: { broker: { default: 'localhost:9093', description: 'host:port' } },
    },
  },
  channels: Object.fromEntries(CHANNELS.map((one) => [one.name, channel(one)])),
  operations: Object.fromEntries(CHANNELS.map((one) => [operationName(one), operation(one)])),
  components: {
    messages: Object.fromEntries(
      Object.entries(MESSAGES).map(([name, given]) => [name, message(given)]),
    ),
    schemas: Object.fromEntries(FEED_PAYLOADS.flatMap(schemasOf)),
  },
})

type Channel = {
  readonly name: string
  readonly topic: Topic
  readonly description: string
  readonly action: 'send' | 'receive'
  readonly messages: readonly (keyof typeof MESSAGES)[]
}

const [INBOUND_TOPIC, OUTCOME_TOPIC] = inboundTopics(AGENCY) as readonly [Topic, Topic]

const DEADLINE_NEWS = ['deadlineApproaching', 'deadlineMissed', 'deadlineSettled'] as const
const NEWS = [...DEADLINE_NEWS, 'findingRaised', 'findingSettled'] as const

const CHANNELS: readonly Channel[] = [
  {
    name: 'documents',
    topic: DOCUMENTS_TOPIC,
    description: 'Every accepted document. For the platform’s own services.',
    action: 'send',
    messages: ['documentAccepted'],
  },
  {
    name: 'status',
    topic: STATUS_TOPIC,
    description: 'The latest status of each subject. For the platform’s own services.',
    action: 'send',
    messages: ['statusChanged'],
  },
  {
    name: 'supervision',
    topic: SUPERVISION_TOPIC,
    description: 'What procuratorates supervise (社区矫正法62; 社区矫正法实施办法6).',
    action: 'send',
    messages: ['supervisionDocument', ...NEWS],
  },
  {
    name: 'feed',
    topic: feedTopic(AGENCY),
    description:
      'Documents that name the agency as issuer, recipient or copy, the status of their persons, and the deadlines that it must keep.',
    action: 'send',
    messages: ['documentAccepted', 'statusChanged', ...DEADLINE_NEWS],
  },
  {
    name: 'inbound',
    topic: INBOUND_TOPIC,
    description: 'Documents that one agency pushes.',
    action: 'receive',
    messages: ['submission'],
  },
  {
    name: 'outcome',
    topic: OUTCOME_TOPIC,
    description: 'What became of the documents that the agency pushed.',
    action: 'send',
    messages: ['documentReceipted', 'documentRefused'],
  },
]

const operationName = ({ action, name }: Channel): string =>
  `${action}${name.slice(0, 1).toUpperCase()}${name.slice(1)}`

const channel = ({ topic, description, messages }: Channel) => ({
  address: topic.name,
  description,
  messages: Object.fromEntries(
    messages.map((name) => [name, { $ref: `#/components/messages/${name}` }]),
  ),
  ...(topic.name.includes(AGENCY)
    ? { parameters: { agency: { description: '统一社会信用代码 · unified social credit code' } } }
    : {}),
  bindings: {
    kafka: {
      partitions: topic.partitions,
      topicConfiguration: {
        'cleanup.policy': [topic.compacted ? 'compact' : 'delete'],
        ...(topic.retentionHours === undefined
          ? {}
          : { 'retention.ms': topic.retentionHours * HOUR_MS }),
        'max.message.bytes': topic.recordBytesMax,
      },
      bindingVersion: BINDING_VERSION,
    },
  },
})

const operation = ({ name, action, messages }: Channel) => ({
  action,
  channel: { $ref: `#/channels/${name}` },
  messages: messages.map((each) => ({ $ref: `#/channels/${name}/messages/${each}` })),
})

const message = (given: Message) => ({
  ...(given.type ? { name: given.type } : {}),
  title: given.title,
  contentType: given.contentType ?? 'application/json',
  headers: headersOf(given),
  payload: { $ref: `#/components/schemas/${given.payload}` },
  bindings: {
    kafka: { key: { type: 'string', description: given.key }, bindingVersion: BINDING_VERSION },
  },
  examples: [{ payload: feedExample(given.payload) }],
})

function headersOf(given: Message): JsonSchema {
  const event = given.type ? cloudEvent(given, given.type) : {}
  return {
    type: 'object',
    required: [...Object.keys(event), ...(given.ownRequired ?? [])],
    properties: { ...event, ...given.own },
  }
}

/** CloudEvents 1.0, Kafka protocol binding §3.2. */
const cloudEvent = (
  { schema, contentType = 'application/json' }: Message,
  type: string,
): Readonly<Record<string, JsonSchema>> => ({
  ce_specversion: { const: '1.0' },
  ce_id: text('唯一标识 · the same whenever the same is told again'),
  ce_source: text('来源 · source', { pattern: '^urn:xianjie:platform:' }),
  ce_type: { const: type },
  ce_time: text('时间 · time (RFC 3339)'),
  ...(schema
    ? { ce_subject: text('对象标识 · subject id'), ce_dataschema: { const: schema } }
    : {}),
  'content-type': { const: contentType },
})

const LOCAL = '#/definitions/'

/** A payload's schema and its definitions, which stand beside it under names of their own. */
function schemasOf(payload: FeedPayload): readonly (readonly [string, unknown])[] {
  const { $schema: _schema, $id: _id, definitions = {}, ...schema } = feedSchema(payload)
  return [
    [payload, withRefs(schema, payload)],
    ...Object.entries(definitions).map(
      ([name, definition]) => [`${payload}-${name}`, withRefs(definition, payload)] as const,
    ),
  ]
}

function withRefs(node: unknown, payload: FeedPayload): unknown {
  if (Array.isArray(node)) return node.map((member) => withRefs(member, payload))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref'
        ? String(value).replace(LOCAL, `#/components/schemas/${payload}-`)
        : withRefs(value, payload),
    ]),
  )
}
