/**
 * Agencies read the topics with what they have: a client that is not ours, the SDK of CloudEvents and
 * the command line take from a real broker what the platform publishes to it.
 */
import { execFileSync } from 'node:child_process'
import { Consumer, stringDeserializers } from '@platformatic/kafka'
import {
  type AgencyCode,
  DOCUMENTS_TOPIC,
  documentRecords,
  type EventId,
  type Fact,
  type FeedRecord,
  factOf,
  feedTopic,
  type Press,
  STATUS_TOPIC,
  SUPERVISION_TOPIC,
  statusAt,
  statusRecords,
} from '@xianjie/contracts'
import { openEventFeed } from '@xianjie/kafka'
import { kafkaOrReason } from '@xianjie/kafka/testing'
import { calendar, catalogue, FEED_PAYLOADS, feedSchema } from '@xianjie/schemas'
import { Ajv } from 'ajv'
import { CloudEvent, Kafka } from 'cloudevents'
import t from 'tap'
import { exampleOf, uuid } from '../testing/documents.ts'
import { latestRecorded } from './last-statuses.ts'

/** CompressionType of a batch of records (Kafka protocol, "Record Batch", attributes). */
const COMPRESSION = 0b111
const ZSTD = 4
const FETCH_BYTES_MAX = 8 * 1_048_576

const agency = exampleOf('ruling-parole').open.issuer.code
const topics = [DOCUMENTS_TOPIC, STATUS_TOPIC, SUPERVISION_TOPIC, feedTopic(agency)]
const names: readonly string[] = topics.map(({ name }) => name)
const press: Press = { platform: '衔接', idOf: (text) => uuid(text) as EventId }

/** Every type of the catalogue once, about one person, as the publisher tells of it. */
function recordsOfExamples(): readonly FeedRecord[] {
  const facts: Fact[] = []
  const agencies: readonly AgencyCode[] = [agency]
  return catalogue.flatMap((entry, index) => {
    const position = index + 1
    const { open } = exampleOf(entry.slug)
    facts.push(factOf(open, position, entry))
    const at = latestRecorded(facts)
    const status = statusAt(facts, { valid: at, known: at }, calendar)
    const cause = { cause: 'document', documentId: open.documentId } as const
    const found = { subject: open.subjectId, at, position, cause, status }
    return [
      ...documentRecords({ open, position, entry }, { agencies, statusChanged: true }, press),
      ...statusRecords(found, { everybody: true, agencies }, press),
    ]
  })
}

/** A record as another client hands it over. */
type Taken = {
  readonly topic: string
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  readonly value: string
}
const textOf = (value: Uint8Array | undefined): string => Buffer.from(value ?? []).toString()
const inOrder = (records: readonly Taken[]) =>
  names.map((topic) => records.filter((record) => record.topic === topic))
const asTaken = ({ topic, key, headers, value }: FeedRecord): Taken => ({
  ...{ topic, key, headers },
  value: textOf(value),
})

const published = recordsOfExamples()
const expected = inOrder(published.map(asTaken))

t.test('there is something of each kind to read', async (t) => {
  for (const records of expected) t.ok(records.length >= catalogue.length)
})

const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false })
const payloads = new Map(
  FEED_PAYLOADS.map((payload) => [feedSchema(payload).$id, ajv.compile(feedSchema(payload))]),
)

/** The record as the SDK understands it; throws where CloudEvents 1.0 is not kept. */
function eventOf({ key, headers, value }: Taken) {
  const message = { key, headers: { ...headers }, value, body: value }
  const event = Kafka.toEvent<object>(message)
  if (!(event instanceof CloudEvent)) throw new Error('one record is one event')
  event.validate()
  return event
}

t.test('the SDK and the schemas refuse what is wrong', async (t) => {
  const [record] = published.map(asTaken) as [Taken]
  for (const name of ['ce_id', 'ce_type', 'ce_source']) {
    const { [name]: _without, ...headers } = record.headers
    t.throws(() => eventOf({ ...record, headers }), name)
  }
  t.throws(() => eventOf({ ...record, headers: { ...record.headers, ce_dataschema: 'a b' } }))
  const valid = payloads.get(record.headers.ce_dataschema)
  t.equal(valid?.({ ...JSON.parse(record.value), name: '周某乙' }), false)
})

const kafka = await kafkaOrReason({ own: true })
if (typeof kafka === 'string') t.pass(kafka, { skip: kafka })
else {
  const { brokers, name, dispose } = kafka
  t.comment(name)
  const feed = await openEventFeed({ brokers, clientId: 'other-clients' })
  t.teardown(async () => {
    await feed.close()
    await dispose()
  })
  await feed.ensureTopics(topics)
  await feed.publish(published)

  await t.test('another client takes every record, byte for byte and in order', async (t) => {
    const taken = await takenFrom(brokers, published.length)
    t.same(inOrder(taken), expected)
    for (const record of taken) {
      const event = eventOf(record)
      const { ce_id: id, ce_type: type, ce_dataschema: dataschema } = record.headers
      t.match(event, { id, type, dataschema, subject: record.key, partitionkey: record.key })
      const valid = payloads.get(dataschema ?? '')
      t.ok(valid?.(event.data), `${type} ${JSON.stringify(valid?.errors)}`)
    }
  })

  await t.test('what it unpacked was packed with zstd', async (t) => {
    const found = await compressionsOf(brokers)
    t.same([...found.keys()].sort(), [...names].sort())
    for (const [topic, codes] of found) t.same([...codes], [ZSTD], topic)
  })

  if (hasKcat()) {
    await t.test('kcat prints the same', async (t) => t.same(inOrder(byKcat(brokers)), expected))
  } else t.comment('kcat is not tried: apt-get install -y kcat')
}

async function takenFrom(brokers: readonly string[], count: number): Promise<readonly Taken[]> {
  const consumer = new Consumer({
    ...{ clientId: 'agency', groupId: 'agency', bootstrapBrokers: [...brokers] },
    deserializers: stringDeserializers,
  })
  const stream = await consumer.consume({ topics: [...names], mode: 'earliest', maxWaitTime: 200 })
  const taken: Taken[] = []
  for await (const { topic, key, headers, value } of stream) {
    taken.push({ topic, key, headers: Object.fromEntries(headers), value })
    if (taken.length >= count) break
  }
  await consumer.close(true)
  return taken
}

/** Topic → codes of compression of its batches, as they lie on the broker. */
async function compressionsOf(brokers: readonly string[]) {
  const consumer = new Consumer({
    ...{ clientId: 'probe', groupId: 'probe', bootstrapBrokers: [...brokers] },
  })
  const metadata = await consumer.metadata({ topics: [...names] })
  const found = new Map<string, Set<number>>()
  for (const [topic, { id: topicId, partitions }] of metadata.topics) {
    const asked = partitions.map((_, partition) => ({
      ...{ partition, currentLeaderEpoch: -1, fetchOffset: 0n, lastFetchedEpoch: -1 },
      partitionMaxBytes: FETCH_BYTES_MAX,
    }))
    const [{ leader } = { leader: 1 }] = partitions
    const { responses } = await consumer.fetch({
      ...{ node: leader, maxWaitTime: 200, minBytes: 1 },
      topics: [{ topicId, partitions: asked }],
    })
    const batches = responses.flatMap((one) =>
      one.partitions.flatMap(({ records }) => records ?? []),
    )
    found.set(topic, new Set(batches.map(({ attributes }) => attributes & COMPRESSION)))
  }
  await consumer.close(true)
  return found
}

function hasKcat(): boolean {
  try {
    execFileSync('kcat', ['-V'])
    return true
  } catch {
    return false
  }
}

type KcatLine = {
  readonly topic: string
  readonly key: string
  readonly headers: readonly string[]
  readonly payload: string
}

function byKcat(brokers: readonly string[]): readonly Taken[] {
  const reads = ['-b', brokers.join(), '-C', '-e', '-q', '-J', '-o', 'beginning']
  return names
    .flatMap((topic) =>
      execFileSync('kcat', [...reads, '-t', topic])
        .toString()
        .trim()
        .split('\n'),
    )
    .map((line) => JSON.parse(line) as KcatLine)
    .map(({ topic, key, headers, payload }) => ({
      ...{ topic, key },
      headers: Object.fromEntries(pairsOf(headers)),
      value: payload,
    }))
}

/** kcat lists names and values in turn. */
function pairsOf(list: readonly string[]): readonly (readonly [string, string])[] {
  return list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1] ?? ''] as const] : []))
}
