import { isSoftDeleted, type StreamMetadata } from './metadata.ts'

export type Expected = 'any' | 'no-stream' | 'stream-exists' | number

/** What an append is judged by: the stream as it is, and where an event id was last seen in it. */
export type StreamView = {
  readonly last: number
  readonly tombstoned: boolean
  readonly metadata: StreamMetadata
  readonly hasMetadata: () => boolean
  readonly idAt: (revision: number) => string | undefined
  readonly recentRevisionOf: (id: string) => number | undefined
}

export type Verdict =
  | { readonly kind: 'write'; readonly undelete: boolean }
  | { readonly kind: 'known'; readonly first: number; readonly last: number }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'deleted' }

const WRONG: Verdict = { kind: 'wrong' }

/**
 * The server's commit check. An append whose ids are all known where it would have written them is
 * answered as the first time; an append that begins with known ids and goes on otherwise is wrong.
 */
export function decide(view: StreamView, expected: Expected, ids: readonly string[]): Verdict {
  if (view.tombstoned) return { kind: 'deleted' }
  const softDeleted = isSoftDeleted(view.metadata)
  if (expected === 'stream-exists') {
    if (softDeleted) return { kind: 'deleted' }
    if (view.last < 0 && !view.hasMetadata()) return WRONG
  }
  if (expected === 'any' || expected === 'stream-exists') return byRecentIds(view, ids, softDeleted)
  const revision = expected === 'no-stream' ? -1 : expected
  if (revision > view.last) return WRONG
  if (revision === view.last) return { kind: 'write', undelete: softDeleted }
  return byRevisions(view, revision, ids, softDeleted)
}

function byRecentIds(view: StreamView, ids: readonly string[], softDeleted: boolean): Verdict {
  const revisions: number[] = []
  for (const id of ids) {
    const revision = view.recentRevisionOf(id)
    if (revision === undefined)
      return revisions.length > 0 ? WRONG : { kind: 'write', undelete: softDeleted }
    revisions.push(revision)
  }
  const [first] = revisions
  const last = revisions.at(-1)
  if (first === undefined || last === undefined) return { kind: 'write', undelete: softDeleted }
  return { kind: 'known', first, last }
}

function byRevisions(
  view: StreamView,
  expected: number,
  ids: readonly string[],
  softDeleted: boolean,
): Verdict {
  const same = ids.findIndex((id, i) => view.idAt(expected + 1 + i) !== id)
  if (same === -1 && ids.length > 0)
    return { kind: 'known', first: expected + 1, last: expected + ids.length }
  if (same === 0 && expected === -1 && softDeleted) return { kind: 'write', undelete: true }
  return WRONG
}
