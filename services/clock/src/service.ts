/** Clock: watches over the deadlines and findings of every person, and says in the log what there is to say. */
import {
  type Calendar,
  type Clock,
  type EventLog,
  type Instant,
  instant,
  type Parking,
  type ReadModel,
} from '@xianjie/contracts'
import {
  followLog,
  type GiveWay,
  giveOneTurn,
  isRetriable,
  type Notices,
  nextPauseMs,
  PAUSE_MS_FIRST,
  pause,
  Reached,
  untilThere,
} from '@xianjie/follow'
import type { Projection } from '@xianjie/subjects'
import { Book } from './book.ts'
import { type RunsAsked, type RunsPage, runsPage } from './runs.ts'
import { Telegraph } from './telegraph.ts'

export type ClockServiceDeps = Notices & {
  readonly log: EventLog
  /** Opened with `clockView`. */
  readonly view: ReadModel
  readonly projection: Projection
  readonly clock: Clock
  readonly calendar: Calendar
  readonly signal: AbortSignal
  /** Waits between two goes; one turn of the event loop unless given. */
  readonly giveWay?: GiveWay
  /** Called for each event that could not be taken; it is parked, the rest flows on. */
  readonly onParked: (position: number, fault: unknown) => void
}

export type ClockService = {
  /** Ends when the signal aborts; rejects when the log can no longer be watched. */
  readonly running: Promise<void>
  /** How far everybody has been watched and told of. */
  readonly worked: Reached
  readonly parking: Parking
  readonly runs: (asked: RunsAsked) => RunsPage
  readonly counts: () => Counts
}

export type Counts = {
  readonly open: number
  readonly missed: number
  /** News that the log does not hold yet. */
  readonly untold: number
}

/** How often it is looked whether there is something to do. */
const TICK_MS = 200
/** Persons watched without a pause for others of the process. */
const PERSONS_MAX = 4
/** Goes of a round; the rest comes with the next one. */
const GOES_MAX = 500
/** How long a document may be under way between its time of acceptance and the log. */
export const UNDER_WAY_MS = 2_000
/** How long a round waits for the views to reach what was in the log when it began. */
const LEVEL_WAIT_MS = 5_000

/** Brings the view level with the log, then watches until the signal aborts. */
export async function clockService(deps: ClockServiceDeps): Promise<ClockService> {
  const { log, signal, view, onAway, onBack } = deps
  const book = new Book(deps)
  const worked = new Reached(0)
  const head = await untilThere(() => log.head(), { signal, onAway })
  const following = followLog({
    ...{ log, signal, onAway, onBack },
    reached: () => book.reached.position,
    take: (page) => book.take(page),
  })
  await Promise.race([book.reached.when(head), following])
  return {
    running: Promise.all([following, work(deps, book, worked)]).then(() => {}),
    worked,
    parking: book.parking,
    runs: (asked) => runsPage(view, asked),
    counts: () => countsOf(book),
  }
}

/** Rounds until the signal aborts. A log that is away is waited for without end. */
async function work(deps: ClockServiceDeps, book: Book, worked: Reached): Promise<void> {
  const { signal } = deps
  const telegraph = new Telegraph(book, {
    ...deps,
    present: (now: Instant) => book.present(now),
  })
  for (let pauseMs = PAUSE_MS_FIRST; !signal.aborted; ) {
    try {
      await round(deps, book, telegraph, worked)
      pauseMs = PAUSE_MS_FIRST
      await pause(TICK_MS, signal)
    } catch (fault) {
      if (signal.aborted) return
      if (!isRetriable(fault)) throw fault
      await pause(pauseMs, signal)
      pauseMs = nextPauseMs(pauseMs)
    }
  }
}

/**
 * The time is taken first, then the head of the log: once the views have reached that, every document
 * that was stored by then counts, and one that was still under way has had its time.
 */
async function round(
  { clock, log, projection, signal, giveWay = giveOneTurn }: ClockServiceDeps,
  book: Book,
  telegraph: Telegraph,
  worked: Reached,
): Promise<void> {
  const now = instant(clock.now() - UNDER_WAY_MS)
  const head = await log.head()
  const views = [book.reached, projection.reached]
  const level = await Promise.all(views.map((each) => each.when(head, LEVEL_WAIT_MS)))
  if (level.includes(false)) return
  for (let goes = 0; goes < GOES_MAX && !signal.aborted; goes += 1) {
    const position = book.position()
    const urgent = book.next(book.present(now), PERSONS_MAX)
    const persons = urgent.length > 0 ? urgent : book.notLookedAt(PERSONS_MAX)
    book.watch(persons, book.present(now))
    await telegraph.send(signal)
    if (urgent.length === 0) worked.advance(position)
    if (persons.length === 0) return
    await giveWay()
  }
}

function countsOf({ statements }: Book): Counts {
  const { open = 0, missed = 0 } = statements.counts.get() ?? {}
  const untold = statements.untoldCount.get()?.count ?? 0
  return { open: Number(open), missed: Number(missed), untold: Number(untold) }
}
