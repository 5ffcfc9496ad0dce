import { type Consumer, DEAD_HEADERS, type DeliveredRecord, deadTopic } from '@xianjie/contracts'
import type { Client } from './client.ts'
import { unavailable } from './faults.ts'
import { beMember } from './member.ts'
import type { PublishQueue } from './publish-queue.ts'
import { backoffMs, pause } from './waiting.ts'

/** A reason is for people; the record with it must still fit. */
const REASON_CHARACTERS_MAX = 1_000
const REBUILD_MS_MAX = 5_000

/** Is a member of the group, again after every fault, until the signal aborts. */
export async function consume(
  consumer: Consumer,
  client: Client,
  queue: PublishQueue,
  signal: AbortSignal,
): Promise<void> {
  const faults = new Map<string, number>()
  const bury = (record: DeliveredRecord, reason: string) =>
    queue.publish([deadLetter(record, reason, consumer.group)])
  for (let failures = 0; !signal.aborted; ) {
    const onProgress = () => {
      failures = 0
    }
    try {
      await beMember({ consumer, client, bury, faults, signal, onProgress })
    } catch (fault) {
      failures += 1
      client.onFault(unavailable(`consuming as ${consumer.group}`, fault))
      await pause(backoffMs(failures, client.timings.pauseMs, REBUILD_MS_MAX), signal)
    }
  }
}

const deadLetter = (record: DeliveredRecord, reason: string, group: string) => ({
  ...record,
  topic: deadTopic(record.topic),
  headers: {
    ...record.headers,
    [DEAD_HEADERS.reason]: reason.slice(0, REASON_CHARACTERS_MAX),
    [DEAD_HEADERS.topic]: record.topic,
    [DEAD_HEADERS.partition]: String(record.partition),
    [DEAD_HEADERS.offset]: String(record.offset),
    [DEAD_HEADERS.group]: group,
  },
})
