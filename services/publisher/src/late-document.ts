/**
 * A document that could not be told when its turn was, taken up now: it comes behind later documents
 * of its subject. What it says counts from its own place in the log all the same.
 */
import {
  documentRecords,
  type FeedRecord,
  type Instant,
  type SubjectStatus,
  statusRecords,
} from '@xianjie/contracts'
import { agenciesIn } from './known-facts.ts'
import { latestRecorded } from './last-statuses.ts'
import type { ReadDocument } from './read-event.ts'
import type { Store } from './store.ts'

/** Changes by the clock between the subject's last document and the present. */
const CHANGES_MAX = 1_000

export type LateDocument = {
  readonly records: readonly FeedRecord[]
  /** Belongs into a transaction of the view. */
  readonly keep: () => void
}

/** What there is to tell and to keep at the moment `now`; throws when the rules cannot take it yet. */
export function lateDocument(read: ReadDocument, now: Instant, store: Store): LateDocument {
  const { facts, registrations, press, statements } = store
  const { position: own } = read.fact
  const { subjectId: subject, documentId } = read.open
  const others = facts.of(subject).filter(({ position }) => position !== own)
  const all = [...others, read.fact].sort((one, other) => one.position - other.position)
  const position = all.at(-1)?.position ?? own
  const { at, status, moments } = present(latestRecorded(all), now, (each) =>
    store.status(subject, all, each),
  )
  const takes = agenciesIn(read.open).filter((code) => registrations.takesFeed(code, position))
  const knowing = [...facts.named(subject, position).keys()].filter((code) =>
    registrations.takesFeed(code, position),
  )
  const found = { subject, at, position, status, cause: { cause: 'document', documentId } } as const
  const agencies = [...new Set([...takes, ...knowing])].sort()
  return {
    records: [
      ...documentRecords(
        { ...read, position: own },
        { agencies: takes, statusChanged: true },
        press,
      ),
      // Another id than the one under which this moment may have been told without the document.
      ...statusRecords(found, { everybody: true, agencies }, press, ` with ${own}`),
    ],
    keep: () => {
      facts.put(read)
      for (const moment of moments) statements.putDue.run(moment, subject, position)
    },
  }
}

/** The status as the clock has made it by now, with the moments of its changes and the next one. */
function present(from: Instant, now: Instant, statusOf: (at: Instant) => SubjectStatus) {
  let [at, status] = [from, statusOf(from)]
  const moments: Instant[] = []
  for (let changes = 0; changes < CHANGES_MAX; changes += 1) {
    const next = status.holdsUntil
    if (next === null) break
    moments.push(next)
    if (next > now) break
    ;[at, status] = [next, statusOf(next)]
  }
  return { at, status, moments }
}
