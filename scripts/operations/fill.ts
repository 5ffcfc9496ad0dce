/**
 * Puts holdings into a backbone: keys, then blobs, then events, so that no event is ever there before
 * what it needs. Whenever it is cut short, running it again goes on where it stopped.
 */
import type { FillableBackbone } from '@xianjie/backbone'
import type { EventLog } from '@xianjie/contracts'
import { begunIn } from './begun.ts'
import { type CopiedBlobs, copyBlobs } from './copy-blobs.ts'
import { fingerprintOf, type HeldEvent, type Holdings, windowsOf } from './holdings.ts'
import { dataAt } from './moved-event.ts'

/** Events read ahead, and in flight where the log keeps their order. */
const WINDOW_EVENTS = 64

export type Filled = {
  readonly ok: true
  readonly events: number
  /** Events that an earlier run had put there. */
  readonly before: number
  readonly keys: number
  readonly blobs: CopiedBlobs
}
export type FillRefused =
  | { readonly ok: false; readonly reason: 'other-platform-key' }
  /** The log holds something else at this position. */
  | { readonly ok: false; readonly reason: 'other-log'; readonly position: number }

/** The log took an event elsewhere than asked, or refused it: somebody else writes to it. */
export class TargetInUse extends Error {
  readonly code = 'target-in-use'
  readonly retriable = false
}

/** `told` is called now and then with how many events are there. */
export async function fill(
  { kind, log, blobs, keys }: Omit<FillableBackbone, 'close'>,
  holdings: Holdings,
  told: (events: number) => void = () => {},
): Promise<Filled | FillRefused> {
  if ((await fingerprintOf(keys)) !== holdings.about.platformKey) {
    return { ok: false, reason: 'other-platform-key' }
  }
  // The embedded log counts: whatever is appended next stands right behind its head.
  const counted = kind === 'embedded'
  const begun = await begunIn(log, holdings, counted)
  if (!begun.ok) return { ...begun, reason: 'other-log' }
  const imported = await keys.importWrapped(holdings.keys())
  const copied = await copyBlobs(holdings, blobs)
  let events = begun.events
  let next = counted ? begun.head + 1 : undefined
  for await (const window of windowsOf(holdings.events(begun.after), WINDOW_EVENTS)) {
    await appendAll(log, window, next)
    next = next && next + window.length
    events += window.length
    told(events)
  }
  return {
    ok: true,
    events: events - begun.events,
    before: begun.events,
    keys: imported,
    blobs: copied,
  }
}

/** `first`: the position of the first of them, in a log that counts; others take them one by one. */
async function appendAll(log: EventLog, window: readonly HeldEvent[], first: number | undefined) {
  const evidences = await Promise.all(window.map((event) => event.evidence()))
  const append = (event: HeldEvent, at: number) =>
    appendOne(log, event, evidences[at], first === undefined ? undefined : first + at)
  if (first !== undefined) return void (await Promise.all(window.map(append)))
  for (const [at, event] of window.entries()) await append(event, at)
}

async function appendOne(
  log: EventLog,
  event: HeldEvent,
  evidence: Uint8Array | undefined,
  position: number | undefined,
): Promise<void> {
  const { stream, revision, id, type } = event
  const appended = await log.append(stream, revision === 0 ? 'no-stream' : revision - 1, [
    { id, type, data: dataAt(event, position), ...(evidence ? { evidence } : {}) },
  ])
  if (appended.ok && appended.position === (position ?? appended.position)) return
  throw new TargetInUse(`somebody else writes to the log: event ${event.position} of ${stream}`)
}
