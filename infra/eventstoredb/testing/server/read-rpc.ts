import type { ServerWritableStream } from '@grpc/grpc-js'
import { eventMessage, notFoundMessage } from './encode.ts'
import { type Filter, filterOf } from './filter.ts'
import { isPlace, type Place, readable, readPage, resolve } from './reading.ts'
import {
  handlerFailed,
  invalidArgument,
  Refusal,
  streamDeleted,
  unexpectedResult,
} from './refusals.ts'
import type { Recorded, Storage } from './storage.ts'
import type { Subscriptions } from './subscriptions.ts'
import { streamName, type streams } from './wire.ts'

type Request = InstanceType<typeof streams.ReadReq>
type Response = InstanceType<typeof streams.ReadResp>
type Options = InstanceType<typeof streams.ReadReq.Options>
export type ReadCall = ServerWritableStream<Request, Response>

/** What a read or a subscription asks for. */
export type Wish = {
  readonly stream: string | undefined
  readonly from: number | 'start' | 'end'
  readonly place: Place | 'start' | 'end'
  readonly backwards: boolean
  readonly limit: number
  readonly resolveLinks: boolean
  readonly structuredIds: boolean
  readonly filter: Filter | undefined
}

const PAGE_EVENTS = 64
const BACKWARDS = 1

/** The Read RPC: a stream or the whole log, once or as a subscription. */
export function readRpc(storage: Storage, subscriptions: Subscriptions) {
  return (call: ReadCall): void => {
    const options = call.request.getOptions()
    const run = async () => {
      if (!options) throw handlerFailed()
      const wish = wishOf(options)
      if (options.hasSubscription()) return subscriptions.serve(call, checked(wish, options))
      await (wish.stream === undefined
        ? readAll(storage, call, wish)
        : readStream(storage, call, wish))
      call.end()
    }
    run().catch((fault: unknown) => {
      call.emit('error', fault instanceof Refusal ? fault : handlerFailed())
    })
  }
}

function checked(wish: Wish, options: Options): Wish {
  const of = wish.stream === undefined ? 'All' : 'Stream'
  const filter = options.hasFilter() ? 'Filter' : 'NoFilter'
  if (wish.backwards)
    throw invalidArgument(
      `The combination of (${of}, Subscription, Backwards, ${filter}) is invalid.`,
    )
  return wish
}

function wishOf(options: Options): Wish {
  const ofStream = options.getStream()
  const stream = ofStream && streamName(ofStream.getStreamIdentifier())
  if (stream === '') throw handlerFailed()
  const filter = options.getFilter()
  return {
    stream,
    from: fromOf(ofStream),
    place: placeOf(options),
    backwards: options.getReadDirection() === BACKWARDS,
    limit: options.hasCount() ? Number(options.getCount()) : 0,
    resolveLinks: options.getResolveLinks(),
    structuredIds: !options.getUuidOption()?.hasString(),
    filter: filter && filterOf(filter),
  }
}

function fromOf(options: ReturnType<Options['getStream']>): Wish['from'] {
  if (options?.hasRevision()) return Number(options.getRevision())
  return options?.hasEnd() ? 'end' : 'start'
}

function placeOf(options: Options): Wish['place'] {
  const all = options.getAll()
  const position = all?.getPosition()
  if (!position) return all?.hasEnd() ? 'end' : 'start'
  const commit = Number(position.getCommitPosition())
  const prepare = Number(position.getPreparePosition())
  if (commit < prepare) throw handlerFailed()
  return { commit, prepare }
}

async function readStream(storage: Storage, call: ReadCall, wish: Wish): Promise<void> {
  const stream = wish.stream ?? ''
  if (wish.limit === 0 || (wish.from === 'end' && !wish.backwards))
    throw unexpectedResult('ReadStreamResult')
  const state = readable(storage, stream)
  if (state === 'deleted') throw streamDeleted(stream)
  if (state === 'missing') return void call.write(notFoundMessage(stream))
  let from = wish.from === 'start' ? 0 : wish.from === 'end' ? state.last : wish.from
  await pages(storage, call, wish, (limit) => {
    const page = readPage(storage, stream, from, limit, wish.backwards)
    if (page.kind !== 'page' || page.scanned === undefined) return undefined
    from = page.scanned + (wish.backwards ? -1 : 1)
    return page.events
  })
}

async function readAll(storage: Storage, call: ReadCall, wish: Wish): Promise<void> {
  if (wish.limit === 0) throw unexpectedResult('ReadAllResult')
  let at = commitOf(storage, wish)
  await pages(storage, call, wish, (limit) => {
    const found = wish.backwards ? storage.allDown(at, limit) : storage.allUp(at, limit)
    const last = found.at(-1)?.position
    if (last === undefined) return undefined
    at = wish.backwards ? last : last + 1
    return found
  })
}

function commitOf(storage: Storage, { place, backwards }: Wish): number {
  if (place === 'start') return 0
  if (place === 'end') return storage.end()
  const beyond = backwards && place.commit > storage.end()
  if (beyond || !isPlace(storage, place)) throw unexpectedResult('ReadAllResult')
  return place.commit
}

/** Sends pages until there is none, the wished number is reached, or the reader has gone. */
async function pages(
  storage: Storage,
  call: ReadCall,
  wish: Wish,
  next: (limit: number) => readonly Recorded[] | undefined,
): Promise<void> {
  for (let left = wish.limit; left > 0 && !call.cancelled; ) {
    const events = next(Math.min(left, PAGE_EVENTS))
    if (events === undefined) return
    left -= events.length
    for (const event of events) {
      const resolved = resolve(storage, event, wish.resolveLinks)
      if (!call.write(eventMessage(resolved, wish.structuredIds))) await drained(call)
    }
  }
}

/** Settles when the reader has room again or has gone. */
export function drained(call: ReadCall): Promise<void> {
  return new Promise((settle) => {
    if (call.cancelled || call.destroyed) return settle()
    const done = () => {
      for (const name of ['drain', 'cancelled', 'close', 'error']) call.off(name, done)
      settle()
    }
    for (const name of ['drain', 'cancelled', 'close', 'error']) call.once(name, done)
  })
}
