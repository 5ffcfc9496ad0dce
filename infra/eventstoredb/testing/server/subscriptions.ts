import { randomUUID } from 'node:crypto'
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage } from './encode.ts'
import type { Filter } from './filter.ts'
import { drained, type ReadCall, type Wish } from './read-rpc.ts'
import { isPlace, isTombstone, type Place, readable, readPage, resolve } from './reading.ts'
import { type Refusal, streamDeleted, tooSlow, unexpectedResult } from './refusals.ts'
import type { Recorded, Storage } from './storage.ts'

type Appends = readonly (readonly Recorded[])[]

/** One reader of new events; `offer` is called in the turn that committed them. */
type Live = { readonly offer: (appends: Appends) => void; readonly drop: () => void }

export type Subscriptions = ReturnType<typeof subscriptionsTo>

const PAGE_EVENTS = 32
// 23.10.8 drops a live reader that has this many events waiting.
const LIVE_LAG_EVENTS_MAX = 32

/** All subscriptions of the server: each catches up by pages and then follows what is committed. */
export function subscriptionsTo(storage: Storage, deliversTwice: () => boolean) {
  const live = new Set<Live>()
  return {
    publish(appends: Appends): void {
      if (appends.length > 0) for (const each of [...live]) each.offer(appends)
    },
    dropAll(): void {
      for (const each of [...live]) each.drop()
    },
    async serve(call: ReadCall, wish: Wish): Promise<void> {
      const source =
        wish.stream === undefined ? allSource(storage, wish) : streamSource(storage, wish)
      const reader = readerOf(call, storage, wish, deliversTwice)
      call.write(confirmationMessage(randomUUID()))
      await catchUp(source, reader, call, live)
      if (call.cancelled) return
      follow(source, reader, call, live)
    },
  }
}

/** Where a subscription's events come from. */
type Source = {
  /** The next page and whether it was the last for now; undefined when there is no stream yet. */
  readonly page: () => Page | undefined
  /** Whether a newly committed event belongs to the subscription, and what it is to count. */
  readonly live: (event: Recorded) => { readonly wanted: boolean; readonly checkpoint?: Place }
  /** Whether a tombstone ends it. */
  readonly ends: boolean
}

type Page = {
  readonly events: readonly Recorded[]
  readonly checkpoint?: Place
  readonly last: boolean
}

function streamSource(storage: Storage, { stream = '', from }: Wish): Source {
  const state = readable(storage, stream)
  if (state === 'deleted') throw streamDeleted(stream)
  const start = typeof state === 'string' ? -1 : state.last
  let seen = from === 'start' ? -1 : from === 'end' ? start : from
  return {
    ends: true,
    page: () => {
      const page = readPage(storage, stream, seen + 1, PAGE_EVENTS)
      if (page.kind === 'deleted') throw streamDeleted(stream)
      if (page.kind === 'missing') return undefined
      seen = page.scanned ?? seen
      return { events: page.events, last: page.scanned === undefined }
    },
    live: (event) => {
      const wanted = event.stream === stream && (isTombstone(event) || event.revision > seen)
      return { wanted }
    },
  }
}

function allSource(storage: Storage, { place, filter }: Wish): Source {
  if (typeof place === 'object' && !isPlace(storage, place)) throw unexpectedResult('ReadAllResult')
  let next = firstPosition(storage, place)
  const counted = filter && checkpoints(filter)
  let liveCount = 0
  return {
    ends: false,
    page: () => {
      const found = storage.allUp(next, filter?.searchWindow ?? PAGE_EVENTS)
      const start = found[0]?.position
      if (start === undefined) return { events: [], last: true }
      next = (found.at(-1)?.position ?? next) + 1
      const events = filter ? found.filter(filter.allows) : found
      const checkpoint = counted?.(start, found.length, events.at(-1)?.position)
      return { events, last: false, ...(checkpoint ? { checkpoint } : {}) }
    },
    live: (event) => {
      const wanted = event.position >= next && (filter?.allows(event) ?? true)
      if (!filter) return { wanted }
      liveCount += 1
      if (liveCount < filter.checkpointEvery) return { wanted }
      liveCount = 0
      return { wanted, checkpoint: { commit: event.position, prepare: event.position } }
    },
  }
}

/** A subscription excludes the event at its place, but not one that lies before its prepare. */
function firstPosition(storage: Storage, place: Wish['place']): number {
  if (place === 'start') return 0
  if (place === 'end') return storage.end()
  return place.prepare < place.commit ? place.commit : place.commit + 1
}

/**
 * Checkpoints while catching up: one after every so many records looked at, at the last event that
 * was sent of the page or, when none was, at the page's beginning (measured).
 */
function checkpoints(filter: Filter) {
  let considered = 0
  return (start: number, records: number, lastSent: number | undefined): Place | undefined => {
    considered += records
    if (considered < filter.checkpointEvery) return undefined
    considered %= filter.checkpointEvery
    if (lastSent !== undefined) return { commit: lastSent, prepare: lastSent }
    return { commit: start, prepare: 0 }
  }
}

type Reader = ReturnType<typeof readerOf>

function readerOf(call: ReadCall, storage: Storage, wish: Wish, deliversTwice: () => boolean) {
  return {
    /** Sends an event; false when the reader has no room for more. */
    send(event: Recorded): boolean {
      const message = eventMessage(resolve(storage, event, wish.resolveLinks), wish.structuredIds)
      if (deliversTwice()) call.write(message)
      return call.write(message)
    },
    checkpoint: (place: Place): boolean => call.write(checkpointMessage(place)),
  }
}

async function catchUp(
  source: Source,
  reader: Reader,
  call: ReadCall,
  live: Set<Live>,
): Promise<void> {
  for (;;) {
    const page = source.page()
    if (call.cancelled || page?.last) return
    if (page === undefined) {
      await nextCommit(call, live)
      continue
    }
    for (const event of page.events) if (!reader.send(event)) await drained(call)
    if (page.checkpoint) reader.checkpoint(page.checkpoint)
  }
}

/** Settles with the next commit of anything, or when the reader has gone. */
function nextCommit(call: ReadCall, live: Set<Live>): Promise<void> {
  return new Promise((settle, fail) => {
    const leave = () => {
      live.delete(waiter)
      call.off('cancelled', done)
    }
    const done = () => {
      leave()
      settle()
    }
    const drop = () => {
      leave()
      fail(tooSlow())
    }
    const waiter: Live = { offer: done, drop }
    live.add(waiter)
    call.once('cancelled', done)
  })
}

/** Called in the turn in which the last page was found empty, so that nothing falls between. */
function follow(source: Source, reader: Reader, call: ReadCall, live: Set<Live>): void {
  let waiting: (() => boolean)[] = []
  let blocked = !call.write(caughtUpMessage())
  const pump = () => {
    while (!blocked) {
      const send = waiting.shift()
      if (!send) return
      blocked = !send()
    }
  }
  const end = (refusal?: Refusal) => {
    live.delete(me)
    waiting = []
    blocked = true
    if (refusal) call.emit('error', refusal)
  }
  const take = (event: Recorded) => {
    const { wanted, checkpoint } = source.live(event)
    if (wanted) waiting.push(() => reader.send(event))
    // A subscription to the whole log outlives the streams in it.
    if (wanted && isTombstone(event) && source.ends) waiting.push(() => closed(event.stream))
    if (checkpoint) waiting.push(() => reader.checkpoint(checkpoint))
  }
  const closed = (stream: string) => {
    end(streamDeleted(stream))
    return false
  }
  const me: Live = {
    drop: () => end(tooSlow()),
    offer(appends) {
      // What an earlier turn left behind, or one append alone, is more than the reader may lag.
      if (waiting.length > LIVE_LAG_EVENTS_MAX) return end(tooSlow())
      for (const events of appends) {
        for (const event of events) take(event)
        pump()
        if (Math.min(waiting.length, events.length) > LIVE_LAG_EVENTS_MAX) return end(tooSlow())
      }
    },
  }
  live.add(me)
  call.on('drain', () => {
    blocked = false
    pump()
  })
  call.on('cancelled', () => end())
}
