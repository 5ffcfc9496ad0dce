import { isMetastream, isSoftDeleted, originalOf } from './metadata.ts'
import { type Head, type Recorded, type Storage, TOMBSTONE } from './storage.ts'

export type StreamPage =
  | { readonly kind: 'missing' }
  | { readonly kind: 'deleted' }
  /** `scanned` is the last revision looked at, undefined when there was none. */
  | { readonly kind: 'page'; readonly events: readonly Recorded[]; readonly scanned?: number }

/** A place in the log; `prepare` 0 means "before the record that lies at `commit`". */
export type Place = { readonly commit: number; readonly prepare: number }

/** A record together with what it links to; `event` is undefined when that is gone. */
export type Resolved = { readonly event: Recorded | undefined; readonly link?: Recorded }

/** Whether a stream can be read at all. */
export function readable(storage: Storage, stream: string): 'missing' | 'deleted' | Head {
  const head = storage.head(stream)
  const gone = head.tombstoned
  if (gone || (isMetastream(stream) && storage.head(originalOf(stream)).tombstoned))
    return 'deleted'
  return head.last < 0 || isSoftDeleted(head.metadata) ? 'missing' : head
}

/** The next events of a stream from a revision on, as far as its metadata lets them be seen. */
export function readPage(
  storage: Storage,
  stream: string,
  from: number,
  limit: number,
  backwards = false,
): StreamPage {
  const head = readable(storage, stream)
  if (typeof head === 'string') return { kind: head }
  const lowest = lowestVisible(stream, head)
  const events = backwards
    ? storage.streamDown(stream, from, lowest, limit)
    : storage.streamUp(stream, Math.max(from, lowest), limit)
  const scanned = events.at(-1)?.revision
  const page = { kind: 'page', events: youngEnough(events, head) } as const
  return scanned === undefined ? page : { ...page, scanned }
}

function lowestVisible(stream: string, { last, metadata }: Head): number {
  const maxCount = isMetastream(stream) ? 1 : metadata.maxCount
  const byCount = maxCount === undefined ? 0 : last + 1 - maxCount
  return Math.max(0, byCount, metadata.truncateBefore ?? 0)
}

function youngEnough(events: readonly Recorded[], { metadata }: Head): readonly Recorded[] {
  if (metadata.maxAgeSeconds === undefined) return events
  const oldestMs = Date.now() - metadata.maxAgeSeconds * 1000
  return events.filter((event) => event.createdMs >= oldestMs)
}

/** Follows a link (`<revision>@<stream>`) when asked to. */
export function resolve(storage: Storage, record: Recorded, resolveLinks: boolean): Resolved {
  if (!resolveLinks || record.type !== '$>') return { event: record }
  const [, revision, stream] = /^(\d+)@(.*)$/s.exec(Buffer.from(record.data).toString()) ?? []
  if (revision === undefined || stream === undefined) return { event: undefined, link: record }
  const page = readPage(storage, stream, Number(revision), 1)
  const target = page.kind === 'page' ? page.events[0] : undefined
  const hit = target?.revision === Number(revision) ? target : undefined
  return { event: hit, link: record }
}

/** Whether the server would accept a place to read forwards from. Beyond the end is accepted. */
export const isPlace = (storage: Storage, { commit }: Place): boolean =>
  commit === 0 || commit >= storage.end() || storage.isRecord(commit)

export const isTombstone = (record: Recorded): boolean => record.revision === TOMBSTONE
