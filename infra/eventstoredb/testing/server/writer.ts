import { randomUUID } from 'node:crypto'
import { decide, type Expected } from './decide.ts'
import {
  DELETED_TEXT,
  isMetastream,
  isSoftDeleted,
  metastreamOf,
  originalOf,
  undeleted,
} from './metadata.ts'
import { type Proposed, type Recorded, type Storage, TOMBSTONE } from './storage.ts'

export type Change = {
  readonly kind: 'append' | 'delete' | 'tombstone'
  readonly stream: string
  readonly expected: Expected
  readonly events: readonly Proposed[]
}

/** `revision` -1 means: the stream has no event; `position` undefined: not told. */
export type Outcome =
  | { readonly kind: 'done'; readonly revision: number; readonly position: number | undefined }
  | { readonly kind: 'wrong'; readonly current: number }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'unanswered' }

// The real server remembers ids in a bounded cache too, and forgets them when it restarts.
const REMEMBERED_IDS_MAX = 100_000
const COMMIT_CHANGES_MAX = 1024
const GATHERING_TURNS_MAX = 4

type Waiting = {
  readonly change: Change
  readonly settle: (outcome: Outcome) => void
  readonly dies: boolean
}
export type Writer = ReturnType<typeof openWriter>

/** The one writer. Changes that arrive in one turn share one flush to disk. */
export function openWriter(
  storage: Storage,
  publish: (appends: readonly (readonly Recorded[])[]) => void,
) {
  const recent = recentIds()
  let waiting: Waiting[] = []
  let scheduled = false
  let closed = false

  function flush(): void {
    scheduled = false
    if (waiting.length === 0) return
    const batch = waiting.slice(0, COMMIT_CHANGES_MAX)
    waiting = waiting.slice(COMMIT_CHANGES_MAX)
    if (waiting.length > 0) schedule()
    const death = batch.findIndex(({ dies }) => dies)
    const written: Recorded[][] = []
    storage.begin()
    const reached = death < 0 ? batch : batch.slice(0, death)
    const outcomes = reached.map(({ change }) => {
      const events: Recorded[] = []
      written.push(events)
      return apply(change, events)
    })
    storage.commit()
    // Told to die in the middle: what is committed stays, and nobody is answered.
    if (death >= 0) process.kill(process.pid, 'SIGKILL')
    for (const [i, { settle }] of batch.entries()) settle(outcomes[i] as Outcome)
    publish(written.filter((events) => events.length > 0))
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(gather, 0, 0)
  }

  /** Flushes when a turn brought nothing new: the next socket's bytes come with the next turn. */
  function gather(before: number, turns: number): void {
    const more = waiting.length > before && turns < GATHERING_TURNS_MAX
    if (more) setImmediate(gather, waiting.length, turns + 1)
    else flush()
  }

  function apply(change: Change, events: Recorded[]): Outcome {
    if (change.kind === 'append') return append(storage, recent, change, events)
    return change.kind === 'delete'
      ? softDelete(storage, change, events)
      : tombstone(storage, change, events)
  }

  return {
    /** Stores a change durably. A change that `dies` ends the process in its place. */
    submit(change: Change, dies = false): Promise<Outcome> {
      if (closed) return Promise.resolve({ kind: 'unanswered' })
      return new Promise((settle) => {
        waiting.push({ change, settle, dies })
        schedule()
      })
    },
    /** Writes what is still waiting, at once, and takes no more. */
    finish(): void {
      closed = true
      while (waiting.length > 0) flush()
    },
  }
}

type RecentIds = ReturnType<typeof recentIds>

function recentIds() {
  const seen = new Map<string, { readonly stream: string; readonly revision: number }>()
  return {
    of(stream: string, id: string): number | undefined {
      const place = seen.get(id)
      return place?.stream === stream ? place.revision : undefined
    },
    remember(events: readonly Recorded[]): void {
      for (const { id, stream, revision } of events) {
        seen.delete(id)
        seen.set(id, { stream, revision })
      }
      for (const id of seen.keys()) {
        if (seen.size <= REMEMBERED_IDS_MAX) break
        seen.delete(id)
      }
    },
  }
}

/** A stream's head; a metastream is tombstoned with its stream. */
function headOf(storage: Storage, stream: string) {
  const head = storage.head(stream)
  if (!isMetastream(stream) || head.tombstoned) return head
  return { ...head, tombstoned: storage.head(originalOf(stream)).tombstoned }
}

function append(
  storage: Storage,
  recent: RecentIds,
  { stream, expected, events: proposed }: Change,
  events: Recorded[],
): Outcome {
  const head = headOf(storage, stream)
  const view = {
    ...head,
    hasMetadata: () => storage.head(metastreamOf(stream)).last >= 0,
    idAt: (revision: number) => storage.eventAt(stream, revision)?.id,
    recentRevisionOf: (id: string) => recent.of(stream, id),
  }
  const verdict = decide(
    view,
    expected,
    proposed.map((event) => event.id),
  )
  if (verdict.kind === 'wrong') return { kind: 'wrong', current: head.last }
  if (verdict.kind === 'deleted') return verdict
  if (verdict.kind === 'known') {
    if (verdict.last < verdict.first) return { kind: 'unanswered' }
    const position = isSoftDeleted(head.metadata)
      ? undefined
      : storage.eventAt(stream, verdict.last)?.position
    return { kind: 'done', revision: verdict.last, position }
  }
  if (proposed.length === 0) return { kind: 'done', revision: head.last, position: storage.end() }
  const written = write(storage, stream, head.last + 1, proposed, events)
  recent.remember(written)
  if (verdict.undelete) undelete(storage, stream, head.last + 1, events)
  return { kind: 'done', revision: head.last + written.length, position: written.at(-1)?.position }
}

/** Writes to a stream and, when it is a metastream, to what is known about its stream. */
function write(
  storage: Storage,
  stream: string,
  first: number,
  proposed: readonly Proposed[],
  events: Recorded[],
): Recorded[] {
  const written = storage.write(stream, first, proposed, Date.now())
  const latest = written.at(-1)
  if (isMetastream(stream) && latest && first !== TOMBSTONE)
    storage.setMetadata(originalOf(stream), latest.data)
  events.push(...written)
  return written
}

function undelete(storage: Storage, stream: string, from: number, events: Recorded[]): void {
  const metastream = metastreamOf(stream)
  const { last } = storage.head(metastream)
  const bytes = storage.eventAt(metastream, last)?.data ?? new Uint8Array()
  write(storage, metastream, last + 1, [system('$metadata', undeleted(bytes, from))], events)
}

export const system = (type: string, data: Uint8Array): Proposed => ({
  id: randomUUID(),
  type,
  isJson: data.length > 0,
  data,
  metadata: new Uint8Array(),
})

const revisionOf = (expected: Expected): number | undefined =>
  typeof expected === 'number' ? expected : expected === 'no-stream' ? -1 : undefined

/** A deletion is the metadata "nothing before the last possible revision". */
function softDelete(storage: Storage, { stream, expected }: Change, events: Recorded[]): Outcome {
  const head = headOf(storage, stream)
  if (head.tombstoned) return { kind: 'deleted' }
  const revision = revisionOf(expected)
  const fits = head.last >= 0 && (revision === undefined || revision === head.last)
  if (!fits) return { kind: 'wrong', current: head.last }
  const metastream = metastreamOf(stream)
  const first = storage.head(metastream).last + 1
  const marks = [system('$metadata', Buffer.from(DELETED_TEXT))]
  const [mark] = write(storage, metastream, first, marks, events)
  return { kind: 'done', revision: head.last, position: mark?.position }
}

function tombstone(storage: Storage, { stream, expected }: Change, events: Recorded[]): Outcome {
  const head = headOf(storage, stream)
  if (head.tombstoned) return { kind: 'deleted' }
  const revision = revisionOf(expected)
  const missing = expected === 'stream-exists' && head.last < 0
  if (missing || (revision !== undefined && revision !== head.last))
    return { kind: 'wrong', current: head.last }
  const marks = [system('$streamDeleted', new Uint8Array())]
  const [mark] = write(storage, stream, TOMBSTONE, marks, events)
  return { kind: 'done', revision: head.last, position: mark?.position }
}
