import { type Consumer, type DeliveredRecord, RecordRefused } from '@xianjie/contracts'
import type { EachBatchPayload } from 'kafkajs'
import { recordOf } from './messages.ts'
import type { Timings } from './options.ts'
import { backoffMs } from './waiting.ts'

/** A batch is left after so long, and fetched anew: a group must not wait for one member. */
const SLICE_MS_MAX = 5_000

export type Taking = {
  readonly consumer: Consumer
  readonly timings: Timings
  /** Publishes a dead letter; rejects when it is not there. */
  readonly bury: (record: DeliveredRecord, reason: string) => Promise<void>
  readonly onFault: (fault: Error) => void
  /** Called whenever a record was taken, refused or put off. */
  readonly onProgress: () => void
  /** Called now and then while a record is being taken. */
  readonly onWork: () => void
  /** Faults in a row of the record at the head of each partition. */
  readonly faults: Map<string, number>
  readonly signal: AbortSignal
}

/**
 * Takes the records of one fetched batch, one after the other. A record counts as done only after
 * `take` fulfilled or its dead letter is published; at the first fault the rest is put off.
 */
export async function takeBatch(payload: EachBatchPayload, taking: Taking): Promise<void> {
  const { batch, heartbeat, isRunning, isStale, resolveOffset } = payload
  const leaveAt = performance.now() + SLICE_MS_MAX
  for (const message of batch.messages) {
    const isOver = taking.signal.aborted || performance.now() > leaveAt
    if (isOver || !isRunning() || isStale()) return
    const record = recordOf(batch.topic, batch.partition, message)
    const fault = await whileBeating(payload, taking, () => settle(record, taking))
    taking.onProgress()
    if (fault) return putOff(payload, taking, fault)
    taking.faults.delete(`${batch.topic} ${batch.partition}`)
    resolveOffset(message.offset)
    await heartbeat()
  }
}

/** The fault because of which the record has to come again, or undefined when it is done with. */
async function settle(record: DeliveredRecord, taking: Taking): Promise<Error | undefined> {
  try {
    await taking.consumer.take(record)
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof RecordRefused)) return asError(thrown)
    return taking.bury(record, thrown.message).then(() => undefined, asError)
  }
}

/**
 * Lets go of the partition for a while, so that the others go on; its next fetch begins with the
 * record that failed.
 */
function putOff({ batch, pause }: EachBatchPayload, taking: Taking, fault: Error): void {
  const { timings, faults, signal, onFault } = taking
  const place = `${batch.topic} ${batch.partition}`
  const count = (faults.get(place) ?? 0) + 1
  faults.set(place, count)
  onFault(fault)
  if (signal.aborted) return
  const resume = pause()
  setTimeout(resume, backoffMs(count, timings.pauseMs, timings.pauseMsMax)).unref()
}

/** Runs something that may take longer than a session lasts. */
async function whileBeating<T>(
  { heartbeat }: EachBatchPayload,
  { timings, onWork }: Taking,
  run: () => Promise<T>,
): Promise<T> {
  const beating = setInterval(() => {
    onWork()
    // A failed beat shows itself again after the record; it must not end the process here.
    heartbeat().catch(() => {})
  }, timings.heartbeatMs)
  try {
    return await run()
  } finally {
    clearInterval(beating)
  }
}

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown))
