/**
 * Intake from the feed: agencies that are registered for it push documents to topics of their own and
 * get the outcomes back. Which topics there are follows the directory while it runs.
 */
import { setTimeout as pause } from 'node:timers/promises'
import {
  type AgencyCode,
  type AgencyDirectory,
  type DeliveredRecord,
  inboundTopic,
  inboundTopics,
} from '@xianjie/contracts'
import { openGate } from './inbound-gate.ts'
import { placeOf } from './inbound-read.ts'
import { isRetriable, type TakeDeps, takeInbound } from './inbound-take.ts'

export type InboundDeps = TakeDeps & {
  /** How often the directory is asked for news of agencies; a second unless told. */
  readonly checkMs?: number
}

/** Group of all processes that take documents in: each record is taken by one of them. */
export const INBOUND_GROUP = 'intake'
/** Records under way in this process; HTTP shares the examiner with them. */
const UNDER_WAY_MAX = 32
const CHECK_MS = 1_000
/** Pause before the topics are asked for again when the feed was away. */
const AGAIN_MS = 1_000

/** Runs until the signal aborts and what is under way has ended; waits while the feed is away. */
export async function consumeInbound(deps: InboundDeps): Promise<void> {
  const { feed, signal, onFault, parts, checkMs = CHECK_MS } = deps
  const gate = openGate(UNDER_WAY_MAX)
  const take = (record: DeliveredRecord) => gate(() => takeSaying(record, deps))
  while (!signal.aborted) {
    const agencies = pushingAgencies(parts.directory)
    const changing = new AbortController()
    const round = AbortSignal.any([signal, changing.signal])
    const changed = change(agencies, parts.directory, checkMs, round)
    try {
      await feed.ensureTopics(agencies.flatMap(inboundTopics))
      const topics = agencies.map(inboundTopic)
      const consuming =
        topics.length > 0 && feed.consume({ topics, group: INBOUND_GROUP, take, signal: round })
      await Promise.all([changed.then(() => changing.abort()), consuming])
    } catch (fault) {
      if (!isRetriable(fault)) throw fault
      onFault(fault, INBOUND_GROUP)
      await rest(AGAIN_MS, signal)
    } finally {
      changing.abort()
    }
  }
}

async function takeSaying(record: DeliveredRecord, deps: TakeDeps): Promise<void> {
  try {
    await takeInbound(record, deps)
  } catch (fault) {
    deps.onFault(fault, placeOf(record))
    throw fault
  }
}

/**
 * Suspended ones too: what they push is refused, not left lying. One whose registration for the feed
 * has ended is no longer listened to.
 */
const pushingAgencies = (directory: AgencyDirectory): readonly AgencyCode[] =>
  directory
    .all()
    .filter(({ agency }) => agency.kafka?.inbound === true)
    .map(({ agency }) => agency.code)
    .sort()

/** Fulfils once other agencies push than these, or when the signal aborts. */
async function change(
  agencies: readonly AgencyCode[],
  directory: AgencyDirectory,
  checkMs: number,
  signal: AbortSignal,
): Promise<void> {
  let seen = directory.version()
  while (!signal.aborted) {
    await rest(checkMs, signal)
    const version = directory.version()
    if (version === seen) continue
    seen = version
    if (pushingAgencies(directory).join() !== agencies.join()) return
  }
}

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal }).catch(() => {})
