/** Random courses: whatever happens to the view and to the process, the same records come out. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  documentStream,
  type Fact,
  type FeedRecord,
  factOf,
  formatInstant,
  type Instant,
  instant,
  noticedStatus,
  type OpenPart,
  parseInstant,
  type RecordedEvent,
  STATUS_TOPIC,
  type StatusNotice,
  statusAt,
} from '@xianjie/contracts'
import { openReadModel } from '@xianjie/embedded'
import { calendar, entryOf } from '@xianjie/schemas'
import fc from 'fast-check'
import t from 'tap'
import { acceptance, openPart, subjectNumbered } from '../testing/documents.ts'
import { Batch } from './batch.ts'
import { Course } from './course.ts'
import { LastStatuses, latestRecorded } from './last-statuses.ts'
import { Store } from './store.ts'
import { publisherView } from './view.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const RUNS = 40
const BEGIN = parseInstant('2026-03-02T09:00:00.000+08:00') as Instant
const END = parseInstant('2027-12-01T00:00:00.000+08:00') as Instant
const HOUR_MS = 3_600_000
t.comment(`seed ${SEED}`)

type Step = { readonly subject: number; readonly kind: number; readonly hours: number }

/** Documents in the order of the log; the time of acceptance may run back by an hour. */
function documentsOf(steps: readonly Step[]): readonly OpenPart[] {
  let at = BEGIN
  return steps.map(({ subject, kind, hours }, n) => {
    at = instant(at + hours * HOUR_MS)
    const acceptedAt = formatInstant(instant(at - (n % 3) * HOUR_MS))
    const day = acceptedAt.slice(0, 10)
    const common = { subject: subjectNumbered(subject), acceptedAt, madeOn: day }
    const later = formatInstant(instant(at + 72 * HOUR_MS)).slice(0, 10)
    const kinds = [
      {
        type: 'judgment-probation',
        effectiveOn: day,
        facts: { kind: 'probation', periodFrom: day, periodTo: '2027-06-01' },
      },
      { type: 'enrolment-record', facts: { kind: 'probation', reportedOn: day } },
      { type: 'leave-approval', facts: { from: day, to: later } },
      { type: 'search-bulletin', facts: { since: acceptedAt, reason: 1, result: 'started' } },
      { type: 'search-bulletin', facts: { foundAt: acceptedAt, reason: 1, result: 'found' } },
      { type: 'decision-warning', facts: {} },
    ] as const
    return openPart({ ...common, ...(kinds[kind] ?? kinds[0]), madeOn: `${day}` })
  })
}

const eventsOf = (documents: readonly OpenPart[]): readonly RecordedEvent[] =>
  documents.map((open, n) => ({
    ...acceptance(open),
    stream: documentStream(open.documentId),
    revision: 0,
    position: (n + 1) * 10,
  }))

const steps = fc.array(
  fc.record({
    subject: fc.integer({ min: 1, max: 3 }),
    kind: fc.integer({ min: 0, max: 5 }),
    hours: fc.integer({ min: 0, max: 200 }),
  }),
  { minLength: 1, maxLength: 25 },
)

const folder = mkdtempSync(join(tmpdir(), 'xianjie-course-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))
let views = 0

function withStore<Result>(run: (store: Store) => Result): Result {
  const view = openReadModel(join(folder, `view-${++views}`), publisherView)
  try {
    return run(new Store({ view, calendar, platform: 'xianjie', onParked: () => {} }))
  } finally {
    view.close()
  }
}

/** All records of a walk from a position on, with the clock run to the end. */
function walk(
  store: Store,
  from: number,
  events: readonly RecordedEvent[],
  until = END,
): readonly FeedRecord[] {
  const course = new Course(store, from)
  const told: FeedRecord[] = []
  let rest = events.filter(({ position }) => position > from)
  while (rest.length > 0) {
    const batch = new Batch()
    rest = rest.slice(course.take(rest, batch))
    told.push(...batch.records)
  }
  for (let done = false; !done; ) {
    const batch = new Batch()
    done = course.advance(until, batch)
    told.push(...batch.records)
  }
  return told
}

const textOf = ({ topic, id, headers, value }: FeedRecord): string =>
  `${topic} ${id} ${JSON.stringify(headers)} ${Buffer.from(value ?? []).toString()}`

t.test('a walk that begins again tells the same, however far the view is', async (t) => {
  fc.assert(
    fc.property(steps, fc.nat(), (given, cut) => {
      const events = eventsOf(documentsOf(given))
      const at = cut % (events.length + 1)
      const checkpoint = events[at - 1]?.position ?? 0
      withStore((store) => {
        const whole = walk(store, 0, events).map(textOf)
        const ahead = walk(store, checkpoint, events).map(textOf)
        if (!ahead.every((text) => whole.includes(text))) throw new Error('ahead tells otherwise')
        withStore((other) => {
          if (at > 0) new Course(other, 0).follow(events.slice(0, at))
          const fresh = walk(other, checkpoint, events).map(textOf)
          if (JSON.stringify(fresh) !== JSON.stringify(ahead)) throw new Error('fresh differs')
        })
        const whatIsMissing = whole.slice(whole.length - ahead.length)
        if (JSON.stringify(whatIsMissing) !== JSON.stringify(ahead)) throw new Error('gap')
      })
    }),
    { seed: SEED, numRuns: RUNS },
  )
  t.pass(`${RUNS} courses`)
})

t.test('the last record of each subject is its status, whenever the clock was told', async (t) => {
  fc.assert(
    fc.property(steps, fc.array(fc.nat({ max: 400 }), { maxLength: 6 }), (given, early) => {
      const events = eventsOf(documentsOf(given))
      withStore((store) => {
        const last = new Map<string, StatusNotice>()
        const keep = (records: readonly FeedRecord[]) => {
          for (const { topic, key, value } of records) {
            if (topic !== STATUS_TOPIC.name) continue
            last.set(key, JSON.parse(Buffer.from(value ?? []).toString()) as StatusNotice)
          }
        }
        const course = new Course(store, 0)
        for (const [n, event] of events.entries()) {
          for (let taken = 0; taken === 0; ) {
            const batch = new Batch()
            taken = course.take([event], batch)
            keep(batch.records)
          }
          // The clock of the leader runs ahead of documents that are still on their way.
          const ahead = early[n]
          if (ahead === undefined) continue
          const batch = new Batch()
          course.advance(instant(BEGIN + ahead * HOUR_MS), batch)
          keep(batch.records)
        }
        const batch = new Batch()
        course.advance(END, batch)
        keep(batch.records)
        for (const [key, notice] of last) {
          const facts = store.facts.of(key as StatusNotice['subjectId'])
          const at = instant(Math.max(END, latestRecorded(facts)))
          const status = statusAt(facts, { valid: at, known: at }, calendar)
          const wanted = JSON.stringify(noticedStatus(status))
          const told = JSON.stringify(noticedIn(notice))
          if (told !== wanted) throw new Error(`told ${told}, holds ${wanted}`)
        }
      })
    }),
    { seed: SEED, numRuns: RUNS },
  )
  t.pass(`${RUNS} courses`)
})

t.test('a status that was kept is the one that would be computed', async (t) => {
  const asked = fc.array(fc.record({ upTo: fc.nat(), hours: fc.nat({ max: 9_000 }) }), {
    minLength: 1,
    maxLength: 30,
  })
  const fresh = (facts: readonly Fact[], at: Instant) =>
    statusAt(facts, { valid: at, known: at }, calendar)
  let [computed, answered] = [0, 0]
  fc.assert(
    fc.property(steps, asked, (given, questions) => {
      const facts = documentsOf(given).flatMap((open, n) => {
        const entry = entryOf(open.type)
        return entry && open.subjectId === subjectNumbered(1) ? [factOf(open, n + 1, entry)] : []
      })
      const kept = new LastStatuses((...of) => {
        computed += 1
        return fresh(...of)
      })
      for (const { upTo, hours } of questions) {
        const known = facts.slice(0, upTo % (facts.length + 1))
        const at = instant(BEGIN + hours * HOUR_MS)
        answered += 1
        const [found, wanted] = [kept.of(subjectNumbered(1), known, at), fresh(known, at)]
        if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error('another status')
      }
    }),
    { seed: SEED, numRuns: RUNS * 5 },
  )
  t.ok(computed > 0 && computed < answered, `${computed} of ${answered} were computed`)
})

function noticedIn(notice: StatusNotice) {
  const { kind, state, stateSince, overlays, counters, period } = notice
  const { executionPlace, ended, circumstances } = notice
  return {
    ...{ kind, state, stateSince, overlays, counters, period },
    ...{ executionPlace, ended, circumstances },
  }
}
