/** Records of the port as messages of Kafka, and back. */
import { createHash } from 'node:crypto'
import {
  type DeliveredRecord,
  type EventId,
  eventId,
  type FeedRecord,
  ID_HEADER,
} from '@xianjie/contracts'
import type { IHeaders, KafkaMessage, Message } from 'kafkajs'

/** What Kafka puts around one record, and the lengths it writes beside each part, bytes. */
const RECORD_OVERHEAD_BYTES = 64
const HEADER_OVERHEAD_BYTES = 10

export const messageOf = ({ id, key, headers, value }: FeedRecord): Message => ({
  key,
  value: value ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : null,
  headers: { ...headers, [ID_HEADER]: id },
})

export function recordOf(topic: string, partition: number, message: KafkaMessage): DeliveredRecord {
  const headers = textOf(message.headers ?? {})
  const place = `${topic}/${partition}/${message.offset}`
  const id = eventId(headers[ID_HEADER] ?? '') ?? idOfPlace(place)
  return {
    topic,
    partition,
    offset: Number(message.offset),
    id,
    key: message.key?.toString() ?? '',
    headers: { [ID_HEADER]: id, ...headers },
    value: message.value ?? undefined,
  }
}

/** Bytes of the record on the wire, about; never fewer. */
export function sizeOf({ key, headers, value }: FeedRecord): number {
  let size = RECORD_OVERHEAD_BYTES + ID_HEADER.length + 36 + Buffer.byteLength(key)
  for (const [name, content] of Object.entries(headers)) {
    size += HEADER_OVERHEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(content)
  }
  return size + (value?.length ?? 0)
}

/** Kafka allows a header several times: the last one counts. */
function textOf(headers: IHeaders): Readonly<Record<string, string>> {
  const texts = Object.entries(headers).map(([name, content]) => {
    const last = Array.isArray(content) ? content.at(-1) : content
    return [name, last?.toString() ?? '']
  })
  return Object.fromEntries(texts)
}

/** The same for every reader and every time: UUID version 8 (RFC 9562 §5.8) of the place. */
function idOfPlace(place: string): EventId {
  const hex = createHash('sha256').update(place).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  return parts.join('-') as EventId
}
