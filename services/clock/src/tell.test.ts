/** Appending against others: every event once, at the revision that was read. */
import {
  type EventLog,
  type ExpectedRevision,
  type Instant,
  instant,
  type NewEvent,
  type News,
  type RecordedEvent,
  type SubjectId,
  subjectStream,
} from '@xianjie/contracts'
import t from 'tap'
import { idOf, tell } from './tell.ts'

const subject = `sub_${'a'.repeat(40)}` as SubjectId
const stream = subjectStream(subject)
const missed = (number: number): News => ({
  type: 'deadline.missed.v1',
  data: {
    number,
    at: '2026-05-21T00:00:00.000+08:00',
    key: 'T29:x',
    clock: 'T29',
    startedAt: '2026-05-10T00:00:00.000+08:00',
    dueAt: '2026-05-21T00:00:00.000+08:00',
    responsible: 'subject',
    basis: '社区矫正法实施办法28',
    documents: [],
  },
})

/** A stream in memory; `before` runs ahead of each append, as another writer would. */
function memory(before: (events: RecordedEvent[]) => void = () => {}) {
  const events: RecordedEvent[] = []
  const put = (added: readonly NewEvent[]) => {
    for (const { id, type, data } of added)
      events.push({ stream, position: events.length + 1, revision: events.length, id, type, data })
  }
  const log: Pick<EventLog, 'read' | 'append'> = {
    read: async () => [...events],
    append: async (_stream, expected: ExpectedRevision, added) => {
      before(events)
      const actual: ExpectedRevision = events.length === 0 ? 'no-stream' : events.length - 1
      if (expected !== actual) return { ok: false, reason: 'wrong-revision', actual }
      put(added)
      return { ok: true, position: events.length, revision: events.length - 1, repeated: false }
    },
  }
  return { events, log }
}
const event = (news: News): Omit<RecordedEvent, 'position' | 'revision'> => ({
  stream,
  id: idOf(subject, news),
  type: news.type,
  data: new Uint8Array(),
})
const put = (events: RecordedEvent[], news: News) =>
  events.push({ ...event(news), position: events.length + 1, revision: events.length })
const tellIn = (log: Pick<EventLog, 'read' | 'append'>, pending: readonly News[], walked = 0) =>
  tell(
    { subject, walked, pending },
    { log, clock: { now: () => instant(0) }, present: (now: Instant) => now },
  )

t.test('what the stream holds is not appended again', async (t) => {
  const { events, log } = memory()
  t.equal(await tellIn(log, [missed(1)]), 'told')
  t.equal(await tellIn(log, [missed(1), missed(2)]), 'told')
  t.equal(await tellIn(log, [missed(1), missed(2)]), 'told')
  t.same(
    events.map(({ id }) => id),
    [idOf(subject, missed(1)), idOf(subject, missed(2))],
  )
})

t.test('another writer who says the same at the same time has said it', async (t) => {
  let raced = false
  const { events, log } = memory((stored) => {
    if (!raced) put(stored, missed(1))
    raced = true
  })
  t.equal(await tellIn(log, [missed(1), missed(2)]), 'told')
  t.equal(events.length, 2)
})

t.test('news that was not known is heard before anything is said', async (t) => {
  let raced = false
  const { events, log } = memory((stored) => {
    if (!raced) put(stored, missed(9))
    raced = true
  })
  t.equal(await tellIn(log, [missed(1)]), 'unsure')
  t.equal(events.length, 1)
  t.equal(await tellIn(log, [missed(10)], 1), 'told', 'once it has been heard')
})

t.test('a race that is always lost is given up for now', async (t) => {
  let others = 0
  const { events, log } = memory((stored) => {
    others += 1
    const other = { ...event(missed(others)), id: crypto.randomUUID() as never }
    const [position, revision] = [stored.length + 1, stored.length]
    stored.push({ ...other, type: 'subject.merged.v1', position, revision })
  })
  t.equal(await tellIn(log, [missed(1)]), 'unsure')
  t.equal(others, 5)
  t.equal(events.length, 5, 'and nothing of it was stored')
})
