/** Events that could not be told, and their second chance. */
import {
  type Clock,
  type EventFeed,
  type EventLog,
  PARKED_LISTED_MAX,
  type ParkedEvent,
  type Parking,
  type RecordedEvent,
  type Redriven,
  type Row,
} from '@xianjie/contracts'
import { lateDocument } from './late-document.ts'
import { tellNews } from './news.ts'
import { readEvent } from './read-event.ts'
import type { Store } from './store.ts'

export type ParkedDeps = {
  readonly log: EventLog
  readonly feed: EventFeed
  readonly clock: Clock
  readonly store: Store
  /** Runs one piece of work after the other. */
  readonly turn: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** Throws `NotLeading` while another process publishes, `FeedUnavailable` while the feed is away. */
  readonly checkPublishing: () => void
}

/** Only the leader publishes; the caller asks again, or asks another one. */
export class NotLeading extends Error {
  readonly code = 'not-leading'
  readonly retriable = true
}

export function parkingOf(deps: ParkedDeps): Parking {
  const { store, turn } = deps
  return {
    count: () => store.parkedCount(),
    list: () => store.statements.parked.all(PARKED_LISTED_MAX).map(parkedFrom),
    redrive: async (position) => {
      if (!store.statements.findParked.get(position)) return { ok: false, reason: 'not-parked' }
      // Behind a feed that is away the turn would not come.
      deps.checkPublishing()
      return turn(() => redrive(position, deps))
    },
  }
}

const parkedFrom = ({ position, type, reason }: Row): ParkedEvent => ({
  position: Number(position),
  type: String(type),
  reason: String(reason),
})

async function redrive(position: number, deps: ParkedDeps): Promise<Redriven> {
  const { feed, store } = deps
  const event = await parkedEvent(position, deps)
  if (!event) return { ok: false, reason: 'not-parked' }
  deps.checkPublishing()
  const second = secondChance(event, deps)
  if (!second) return { ok: false, reason: 'parked-again' }
  await feed.ensureTopics(second.topics())
  if (second.records.length > 0) await feed.publish(second.records)
  store.view.transact(store.view.position(), () => {
    second.keep()
    store.statements.unpark.run(position)
  })
  return { ok: true }
}

async function parkedEvent(
  position: number,
  { log, store }: Pick<ParkedDeps, 'log' | 'store'>,
): Promise<RecordedEvent | undefined> {
  const place = store.statements.findParked.get(position)
  if (!place) return undefined
  const [event] = await log.read(String(place.stream), Number(place.revision))
  if (event?.position !== position) throw new Error('the log does not hold what was parked')
  return event
}

/** What is to be published and kept, or undefined when it fails again, which parks it again. */
function secondChance(event: RecordedEvent, { store, clock }: Pick<ParkedDeps, 'store' | 'clock'>) {
  const read = readEvent(event, store.entryOf)
  const none = { records: [], topics: () => [], keep: () => {} }
  try {
    switch (read.kind) {
      case 'unreadable':
        throw read.fault
      case 'nothing':
        return none
      case 'registration':
        store.view.transact(store.view.position(), () =>
          store.registrations.put(event.position, read.agency),
        )
        return { ...none, topics: () => store.registrations.topicsOf(read.agency.code) }
      case 'news':
        return { ...none, records: tellNews(read.told, store) }
      case 'document':
        return { ...none, ...lateDocument(read, clock.now(), store) }
    }
  } catch (fault) {
    store.view.transact(store.view.position(), () => store.park(event, fault))
    return undefined
  }
}

/**
 * What a newer release can read counts for the status at once, on every machine; it stays parked until
 * somebody has it published.
 */
export async function keepReadable(
  deps: Pick<ParkedDeps, 'log' | 'store' | 'clock'>,
): Promise<void> {
  for (const row of deps.store.statements.parked.all(PARKED_LISTED_MAX)) {
    const event = await parkedEvent(Number(row.position), deps)
    if (!event) continue
    const second = secondChance(event, deps)
    if (!second) continue
    deps.store.view.transact(deps.store.view.position(), second.keep)
  }
}
