/** Publisher: tells the feed what the log says. One process of several does so, the others stand by. */
import {
  type Calendar,
  type Clock,
  type EventFeed,
  type EventLog,
  FeedUnavailable,
  type LeaderTerm,
  type Parking,
  type ReadModel,
} from '@xianjie/contracts'
import { type GiveWay, giveOneTurn, isRetriable, type Notices, untilThere } from '@xianjie/follow'
import type { Health } from '@xianjie/http'
import type { FeedWatch } from './insist.ts'
import { keepReadable, NotLeading, parkingOf } from './parked-events.ts'
import type { Catalogue } from './read-event.ts'
import { standBy } from './standby.ts'
import { Store } from './store.ts'
import { Term } from './term.ts'

export type PublisherDeps = Notices & {
  readonly log: EventLog
  readonly feed: EventFeed
  /** Opened with `publisherView`. */
  readonly view: ReadModel
  readonly clock: Clock
  readonly calendar: Calendar
  /** The platform's id, part of every record's source. */
  readonly platform: string
  /** The catalogue by which the log is read; this release's own unless given. */
  readonly entryOf?: Catalogue
  readonly signal: AbortSignal
  /** Called for each event that could not be told; it is parked, the rest flows on. */
  readonly onParked: (position: number, fault: unknown) => void
  /** Waits between two slices of work; one turn of the event loop unless given. */
  readonly giveWay?: GiveWay
  /** Told of faults of the feed that are waited out, once for each absence. */
  readonly onFeedFault?: (fault: unknown, place: string) => void
}

export type Publisher = {
  /** Ends when the signal aborts; rejects when the log can no longer be told. */
  readonly running: Promise<void>
  /** Not ok while the feed is away or the records are far behind the log. */
  readonly health: () => Promise<Health>
  readonly parking: Parking
}

/** What leaders are elected for. */
export const LEADERSHIP = 'publisher'
/** Records that have stood still for so long while the log is ahead of them are not ready, ms. */
const STALLED_MS = 30_000
/** Longest that a start waits for the log on behalf of parked events. */
const PARKED_WAIT_MS = 10_000

export function publisher(deps: PublisherDeps): Publisher {
  const store = new Store(deps)
  const turn = oneAtATime()
  let committed: number | undefined
  const watch: FeedWatch = {
    awaySince: undefined,
    onAway: (fault) => deps.onFeedFault?.(fault, LEADERSHIP),
  }
  const lead = async (term: LeaderTerm): Promise<void> => {
    const onCommitted = (position: number) => {
      committed = position
    }
    try {
      const giveWay = deps.giveWay ?? giveOneTurn
      await new Term(term, { ...deps, giveWay, store, watch, turn, onCommitted }).run()
    } finally {
      committed = undefined
      watch.awaySince = undefined
    }
  }
  const standing = standingStill()
  const checkPublishing = () => {
    if (committed === undefined) throw new NotLeading('another process publishes')
    if (watch.awaySince !== undefined) throw new FeedUnavailable('the feed is away')
  }
  return {
    running: run(deps, store, lead),
    health: () => healthOf(deps, store, watch, committed, standing),
    parking: parkingOf({ ...deps, store, turn, checkPublishing }),
  }
}

/** Stands by whenever it does not lead. */
async function run(
  deps: PublisherDeps,
  store: Store,
  lead: (term: LeaderTerm) => Promise<void>,
): Promise<void> {
  const { feed, signal } = deps
  await readParked(deps, store)
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  const startStandingBy = () => {
    const stopping = new AbortController()
    const ended = standBy({ ...deps, signal: AbortSignal.any([signal, stopping.signal]) }, store)
    ended.catch(failed.reject)
    return async () => {
      stopping.abort()
      await ended
    }
  }
  let stopStandingBy = startStandingBy()
  const leading = feed.lead(LEADERSHIP, signal, async (term) => {
    await stopStandingBy()
    try {
      await lead(term)
    } finally {
      stopStandingBy = startStandingBy()
    }
  })
  await Promise.race([leading, failed.promise])
  await stopStandingBy()
}

/** A log that is away keeps nobody from starting: a redrive reads the events again anyway. */
async function readParked(deps: PublisherDeps, store: Store): Promise<void> {
  const { signal } = deps
  try {
    await untilThere(() => keepReadable({ ...deps, store }), { signal, waitMs: PARKED_WAIT_MS })
  } catch (fault) {
    if (!isRetriable(fault)) throw fault
  }
}

async function healthOf(
  { log, feed }: PublisherDeps,
  store: Store,
  { awaySince }: FeedWatch,
  committed: number | undefined,
  standing: StandingStill,
): Promise<Health> {
  const position = committed ?? store.view.position()
  const lag = Math.max(0, (await log.head()) - position)
  const reachable =
    awaySince === undefined &&
    (await feed.check().then(
      () => true,
      () => false,
    ))
  return {
    ok: reachable && standing(position, lag) < STALLED_MS,
    leading: committed !== undefined,
    position,
    lag,
    parked: store.parkedCount(),
    feed: reachable ? 'reachable' : 'away',
    ...(awaySince === undefined ? {} : { awayMs: Math.round(performance.now() - awaySince) }),
  }
}

type StandingStill = (position: number, lag: number) => number

/** Milliseconds since it was first seen that nothing moves though something waits; 0 while all is well. */
function standingStill(): StandingStill {
  let [at, since] = [-1, 0]
  return (position, lag) => {
    if (lag === 0 || position !== at) [at, since] = [position, performance.now()]
    return performance.now() - since
  }
}

/** Runs one piece of work after the other, whatever became of the one before. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work)
    last = next.catch(() => {})
    return next
  }
}
