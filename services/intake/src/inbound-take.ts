import {
  type AgencyCode,
  type DeliveredRecord,
  type EventFeed,
  inboundAgency,
  RecordRefused,
} from '@xianjie/contracts'
import { outcomeRecord } from './inbound-outcome.ts'
import { placeOf, readInbound } from './inbound-read.ts'
import { type Pushed, type PushParts, pushSubmission } from './push-submission.ts'

export type TakeDeps = {
  readonly feed: EventFeed
  readonly parts: PushParts
  /** The platform's id: source of the outcomes. */
  readonly platform: string
  readonly signal: AbortSignal
  /** Told of every fault, with the place in the feed that waits or is answered because of it. */
  readonly onFault: (fault: unknown, place: string) => void
}

/** Tries of one record whose faults do not say that waiting helps; then it is answered `internal`. */
const TRIES_MAX = 3

/**
 * Pushes the document of one record and publishes the outcome. Rejects, with nothing published, while
 * log, keys, blobs or feed are away: the record is to be given again, and its outcome has the same id.
 * Throws `RecordRefused` for a topic that belongs to no agency, where nobody could be answered.
 */
export async function takeInbound(record: DeliveredRecord, deps: TakeDeps): Promise<void> {
  const agency = inboundAgency(record.topic)
  if (!agency) throw new RecordRefused('the topic is no agency’s inbound topic')
  const { feed, parts, platform } = deps
  const pushed = await settle(record, agency, deps)
  await feed.publish([outcomeRecord(record, pushed, { agency, platform, now: parts.clock.now() })])
}

async function settle(
  record: DeliveredRecord,
  agency: AgencyCode,
  deps: TakeDeps,
): Promise<Pushed> {
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    try {
      return await push(record, agency, deps)
    } catch (fault) {
      // While the process ends, its parts fail one after the other; the record comes again elsewhere.
      if (isRetriable(fault) || deps.signal.aborted) throw fault
      deps.onFault(fault, placeOf(record))
    }
  }
  return { ok: false, problem: { code: 'internal' } }
}

async function push(
  record: DeliveredRecord,
  agency: AgencyCode,
  { parts }: TakeDeps,
): Promise<Pushed> {
  const read = readInbound(record, agency, parts.directory)
  if (!read.ok) return read
  try {
    return await pushSubmission(read.submission, read.caller, parts)
  } finally {
    await read.submission.dispose()
  }
}

export const isRetriable = (fault: unknown): boolean =>
  fault instanceof Error && 'retriable' in fault && fault.retriable === true
