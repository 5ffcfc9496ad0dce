/** One run of the publisher over a whole log, from an empty view. */
import type { EventFeed, EventLog } from '@xianjie/contracts'
import { openReadModel } from '@xianjie/embedded'
import { publisher, publisherView } from '@xianjie/publisher'
import { calendar } from '@xianjie/schemas'
import { endOf } from './accepted-documents.ts'

export type Published = {
  readonly records: number
  /** From the beginning of the term to the commit of the log's last event. */
  readonly seconds: number
}

export async function publishAll(
  log: EventLog,
  feed: EventFeed,
  viewFolder: string,
  documents: number,
): Promise<Published> {
  const view = openReadModel(viewFolder, publisherView)
  const stopping = new AbortController()
  const watched = watch(feed, await log.head())
  const { running } = publisher({
    ...{ calendar, view, feed: watched.feed, platform: 'xianjie', signal: stopping.signal },
    log: heldUntil(log, watched.begun),
    clock: { now: () => endOf(documents) },
    onParked: (position, cause) => {
      throw new Error(`the event at ${position} was parked`, { cause })
    },
  })
  const published = await Promise.race([watched.done, running.then(endedEarly)])
  stopping.abort()
  await running
  view.close()
  return published
}

function endedEarly(): never {
  throw new Error('the publisher has ended')
}

/** Counts the records of a term, and knows when it begins and when it has committed the head. */
function watch(feed: EventFeed, head: number) {
  const begun = Promise.withResolvers<void>()
  const done = Promise.withResolvers<Published>()
  let records = 0
  const watched: EventFeed = {
    ...feed,
    publish: async (published) => {
      await feed.publish(published)
      records += published.length
    },
    lead: (name, signal, term) =>
      feed.lead(name, signal, (given) => {
        const startedAt = performance.now()
        begun.resolve()
        const commit = async (checkpoint: number) => {
          await given.commit(checkpoint)
          if (checkpoint < head) return
          done.resolve({ records, seconds: (performance.now() - startedAt) / 1_000 })
        }
        return term({ checkpoint: given.checkpoint, signal: given.signal, commit })
      }),
  }
  return { feed: watched, begun: begun.promise, done: done.promise }
}

/** Whoever stands by sees nothing, or the term would find a part of its work done. */
function heldUntil(log: EventLog, begun: Promise<void>): EventLog {
  let held = true
  void begun.then(() => {
    held = false
  })
  return {
    append: (...given) => log.append(...given),
    read: (...given) => log.read(...given),
    evidence: (...given) => log.evidence(...given),
    scan: (after) => log.scan(after),
    subscribe: (after, signal) => (held ? nothing(signal) : log.subscribe(after, signal)),
    head: () => log.head(),
    close: () => log.close(),
  }
}

async function* nothing(signal: AbortSignal): AsyncGenerator<never> {
  if (signal.aborted) return
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
