/** The service on an embedded log: everything is told once, whoever watches and whatever the clock does. */
import {
  type DocumentId,
  type EventId,
  type EventLog,
  formatInstant,
  instant,
  type News,
  parseInstant,
  type SubjectId,
  subjectStream,
} from '@xianjie/contracts'
import t, { type Test } from 'tap'
import { accept, type Given, openPart, subjectNumbered } from '../../publisher/testing/documents.ts'
import { openWorld, toldIn, type World } from '../testing/world.ts'

const START = '2026-03-01T09:00:00.000+08:00'
const one = subjectNumbered(1)
const FIRST = { due: -1, subject: '', key: '' }

const at = (day: string) => `${day}T12:00:00.000+08:00`
const given = (type: string, day: string, more: Partial<Given> = {}) =>
  openPart({ type, acceptedAt: at(day), ...more })

/** Probation, enrolled, on leave until 20 May 2026. */
const story = (subject: SubjectId) => [
  given('judgment-probation', '2026-03-02', {
    subject,
    by: 'qingshiCourt',
    effectiveOn: '2026-03-13',
    facts: { kind: 'probation', term: { years: 1 } },
  }),
  given('enrolment-record', '2026-03-20', {
    subject,
    facts: { reportedOn: '2026-03-20', reportCode: '01' },
  }),
  given('leave-approval', '2026-05-10', {
    subject,
    facts: { from: '2026-05-11', to: '2026-05-20', outcome: 'granted' },
  }),
]
const leaveOf = (subject: SubjectId): DocumentId => {
  const [, , leave] = story(subject)
  if (!leave) throw new Error('there is no leave')
  return leave.documentId
}
const returned = (subject: SubjectId, day: string, on: string) => ({
  ...given('leave-return-record', day, { subject, facts: { returnedAt: on } }),
  references: [{ relation: 'answers' as const, documentId: leaveOf(subject) }],
})

const line = (news: News): string => {
  const about = 'clock' in news.data ? news.data.clock : news.data.code
  const outcome = 'outcome' in news.data ? ` ${news.data.outcome}` : ''
  return `${about} ${news.type.split('.')[1]}${outcome}`
}
const linesOf = async (world: World, subject = one, about = 'T29') =>
  (await world.told(subject)).map(line).filter((each) => each.startsWith(`${about} `))

/** Each event once, numbered without a gap in its deadline or finding. */
async function isSound(t: Test, log: EventLog, subject: SubjectId): Promise<void> {
  const events = await log.read(subjectStream(subject))
  t.equal(new Set(events.map(({ id }) => id)).size, events.length, 'every id once')
  const last = new Map<string, number>()
  for (const { data } of await toldIn(log, subject)) {
    const name = 'key' in data ? data.key : `${data.code} ${data.documents.join()}`
    t.equal(data.number, (last.get(name) ?? 0) + 1, name)
    last.set(name, data.number)
  }
}

async function opened(t: Test, now = START): Promise<World> {
  const world = await openWorld(now)
  t.teardown(() => world.close())
  return world
}

t.test('a deadline approaches, is missed and is settled', async (t) => {
  const world = await opened(t)
  const service = await world.start()
  for (const document of story(one)) {
    world.setClock(document.acceptedAt)
    await accept(world.log, document)
  }
  await service.level()
  t.same(await linesOf(world), [])
  world.setClock('2026-05-20T23:59:59.000+08:00')
  await service.level()
  t.same(await linesOf(world), ['T29 approaching'])
  world.setClock('2026-05-21T00:00:01.000+08:00')
  await service.level()
  t.same(await linesOf(world), ['T29 approaching'], 'a document may still be under way')
  world.setClock('2026-05-21T00:00:02.000+08:00')
  await service.level()
  t.same(await linesOf(world), ['T29 approaching', 'T29 missed'])
  // T07 and T08 too: no court told the corrections agency of the effect.
  t.match(service.counts(), { missed: 3, untold: 0 })
  world.setClock(at('2026-06-08'))
  await accept(world.log, returned(one, '2026-06-08', '2026-06-06'))
  await service.level()
  t.same(await linesOf(world), ['T29 approaching', 'T29 missed', 'T29 settled late'])
  const missed = (await world.told(one)).find((each) => line(each) === 'T29 missed')
  t.match(missed, { data: { at: '2026-05-21T00:00:00.000+08:00', responsible: 'subject' } })
  await isSound(t, world.log, one)
})

t.test('a document that comes late makes a missed one met', async (t) => {
  const world = await opened(t)
  const service = await world.start()
  for (const document of story(one)) await accept(world.log, document)
  world.setClock(at('2026-05-25'))
  await service.level()
  t.equal((await linesOf(world)).at(-1), 'T29 missed')
  await accept(world.log, returned(one, '2026-05-26', '2026-05-19'))
  await service.level()
  t.equal((await linesOf(world)).at(-1), 'T29 settled met')
  const met = service.runs({ state: 'met', after: FIRST, limit: 100 }).runs
  t.ok(met.some(({ clock }) => clock === 'T29'))
})

t.test('whether anybody watched while it fell due makes no difference', async (t) => {
  const [watched, unwatched] = [await opened(t), await opened(t)]
  const service = await watched.start()
  const documents = [...story(one), returned(one, '2026-06-08', '2026-06-06')]
  for (const document of documents) {
    watched.setClock(document.acceptedAt)
    await accept(watched.log, document)
    await service.level()
  }
  for (const document of documents) await accept(unwatched.log, document)
  unwatched.setClock(at('2026-06-08'))
  await (await unwatched.start()).level()
  const ids = async ({ log }: World) => (await log.read(subjectStream(one))).map(({ id }) => id)
  t.same((await ids(unwatched)).sort(), (await ids(watched)).sort())
  t.same(await linesOf(unwatched), await linesOf(watched))
  t.ok((await linesOf(watched)).includes('T29 missed'))
})

t.test('two services on one log tell everything once', async (t) => {
  const world = await opened(t)
  const services = await Promise.all([world.start('one'), world.start('two')])
  const subjects = Array.from({ length: 30 }, (_, index) => subjectNumbered(index))
  for (const subject of subjects)
    for (const document of story(subject)) await accept(world.log, document)
  for (const day of ['2026-05-18', '2026-05-22', '2026-06-10']) {
    world.setClock(at(day))
    await Promise.all(services.map((each) => each.level()))
  }
  for (const subject of subjects)
    await accept(world.log, returned(subject, '2026-06-11', '2026-06-06'))
  await Promise.all(services.map((each) => each.level()))
  for (const subject of subjects) {
    t.same(await linesOf(world, subject), ['T29 approaching', 'T29 missed', 'T29 settled late'])
    await isSound(t, world.log, subject)
  }
})

t.test('an empty view tells nothing again, and knows everything', async (t) => {
  const world = await opened(t)
  const service = await world.start()
  for (const document of story(one)) await accept(world.log, document)
  world.setClock(at('2026-06-01'))
  await service.level()
  const head = await world.log.head()
  const counts = service.counts()
  await service.stop()
  world.forget('one')
  const again = await world.start()
  await again.level()
  t.equal(await world.log.head(), head)
  t.same(again.counts(), counts)
})

t.test('a clock that jumps forwards or backwards loses and repeats nothing', async (t) => {
  const world = await opened(t)
  const service = await world.start()
  for (const document of story(one)) await accept(world.log, document)
  world.setClock(at('2026-05-19'))
  await service.level()
  world.setClock(at('2026-05-12'))
  await service.level()
  t.same(await linesOf(world), ['T29 approaching'])
  world.setClock(at('2026-12-31'))
  await service.level()
  const told = await world.told(one)
  t.same(await linesOf(world), ['T29 approaching', 'T29 missed'])
  world.setClock(at('2020-01-01'))
  await service.level()
  await service.stop()
  const again = await world.start()
  await again.level()
  await again.stop()
  world.forget('one')
  await (await world.start()).level()
  t.same(await world.told(one), told, 'not by a restart or a rebuild either')
})

t.test('a document that was under way while it was judged heals what was said', async (t) => {
  const world = await opened(t)
  const service = await world.start()
  for (const document of story(one)) await accept(world.log, document)
  world.setClock(at('2026-05-22'))
  await service.level()
  t.equal((await linesOf(world)).at(-1), 'T29 missed')
  await service.stop()
  world.forget('one')
  // Accepted before it fell due, stored after it was said to be missed, and that by another process.
  await accept(world.log, returned(one, '2026-05-20', '2026-05-19'))
  await (await world.start()).level()
  t.same(await linesOf(world), ['T29 approaching', 'T29 missed', 'T29 settled met'])
  await isSound(t, world.log, one)
})

t.test('what another process said meanwhile is heard first', async (t) => {
  const world = await opened(t)
  const slow = await world.start('slow', held(world.log))
  for (const document of story(one)) await accept(world.log, document)
  world.setClock(at('2026-05-22'))
  const fast = await world.start('fast')
  await fast.level()
  await slow.level()
  t.same(await linesOf(world), ['T29 approaching', 'T29 missed'])
  await isSound(t, world.log, one)
})

/** A log whose appends lose every race: another writer is always a moment earlier. */
const held = (log: EventLog): EventLog => ({
  ...boundTo(log),
  append: async () => ({ ok: false, reason: 'wrong-revision', actual: 0 }),
})
const boundTo = (log: EventLog): EventLog => ({
  append: (...given) => log.append(...given),
  read: (...given) => log.read(...given),
  evidence: (...given) => log.evidence(...given),
  scan: (after) => log.scan(after),
  subscribe: (after, signal) => log.subscribe(after, signal),
  head: () => log.head(),
  close: () => log.close(),
})

t.test('a log that loses the answer to an append holds the event once', async (t) => {
  const world = await opened(t)
  let lost = 0
  const service = await world.start('one', {
    ...boundTo(world.log),
    append: async (...given) => {
      const appended = await world.log.append(...given)
      lost += 1
      if (lost > 3) return appended
      throw Object.assign(new Error('no answer'), { retriable: true, code: 'log-unavailable' })
    },
  })
  for (const document of story(one)) await accept(world.log, document)
  world.setClock(at('2026-05-22'))
  await service.level()
  t.ok(lost > 0)
  t.same(await linesOf(world), ['T29 approaching', 'T29 missed'])
  await isSound(t, world.log, one)
})

t.test('an event that is no news is parked, and keeps nobody waiting', async (t) => {
  const world = await opened(t)
  await world.log.append(subjectStream(subjectNumbered(2)), 'no-stream', [
    {
      id: crypto.randomUUID() as EventId,
      type: 'deadline.missed.v1',
      data: Buffer.from('{"subjectId":"somebody"}'),
    },
  ])
  for (const document of story(one)) await accept(world.log, document)
  world.setClock(at('2026-05-22'))
  const service = await world.start()
  await service.level()
  t.match(service.parking.list(), [{ position: 1, type: 'deadline.missed.v1', reason: 'NoNews' }])
  t.same(await service.parking.redrive(1), { ok: false, reason: 'parked-again' })
  t.same(await linesOf(world), ['T29 approaching', 'T29 missed'])
})

t.test('the list is paged by due time, and filtered', async (t) => {
  const world = await opened(t)
  const subjects = Array.from({ length: 5 }, (_, index) => subjectNumbered(index))
  for (const subject of subjects)
    for (const document of story(subject)) await accept(world.log, document)
  world.setClock(at('2026-06-01'))
  const service = await world.start()
  await service.level()
  const seen: string[] = []
  for (let after = FIRST, page = 0; page < 10; page += 1) {
    const { runs, next } = service.runs({
      state: 'missed',
      responsible: 'subject',
      after,
      limit: 2,
    })
    t.ok(runs.length <= 2)
    seen.push(...runs.map(({ subjectId }) => subjectId))
    if (!next) break
    after = next
  }
  t.same(seen, [...subjects].sort())
  const due = parseInstant('2026-05-21T00:00:00.000+08:00') ?? instant(0)
  const asked = { state: 'missed', responsible: 'subject', after: FIRST, limit: 100 } as const
  t.equal(service.runs({ ...asked, before: due }).runs.length, 0)
  t.equal(service.runs({ ...asked, before: due + 1 }).runs.length, 5)
  t.equal(service.runs({ ...asked, responsible: '111399000000000515' }).runs.length, 0)
  t.match(service.runs({ ...asked, limit: 1 }).runs, [{ dueAt: formatInstant(due) }])
})

t.test('a backlog is worked off while others get their turn', async (t) => {
  const world = await opened(t)
  const subjects = Array.from({ length: 300 }, (_, index) => subjectNumbered(index))
  for (const subject of subjects)
    await Promise.all(story(subject).map((document) => accept(world.log, document)))
  world.setClock(at('2026-06-01'))
  const service = await world.start()
  let turns = 0
  const beating = setInterval(() => {
    turns += 1
  }, 1)
  await service.level()
  clearInterval(beating)
  // Four persons a go: others have their turn between any two of them.
  t.ok(turns >= subjects.length / 8, `others had ${turns} turns`)
  t.equal(service.counts().missed >= 300, true)
  for (const subject of [subjects[0], subjects[150], subjects[299]] as SubjectId[])
    t.same(await linesOf(world, subject), ['T29 approaching', 'T29 missed'])
})

t.test('a person whom the rules cannot take is parked, and taken up by a redrive', async (t) => {
  const world = await opened(t)
  for (const document of story(one).slice(0, 2)) await accept(world.log, document)
  const facts = { from: 'no day at all', to: '2026-05-20', outcome: 'granted' } as const
  await accept(world.log, given('leave-approval', '2026-05-10', { subject: one, facts }))
  for (const document of story(subjectNumbered(2))) await accept(world.log, document)
  world.setClock(at('2026-05-22'))
  const service = await world.start()
  await service.level()
  t.match(service.parking.list(), [{ position: 3, reason: 'RangeError' }])
  t.same(await linesOf(world, subjectNumbered(2)), ['T29 approaching', 'T29 missed'])
  t.same(await service.parking.redrive(3), { ok: false, reason: 'parked-again' })
  t.same(await service.parking.redrive(2), { ok: false, reason: 'not-parked' })
  t.equal(service.parking.count(), 1)
})

t.test('a document that was parked is watched once it can be read', async (t) => {
  const world = await opened(t)
  const documents = story(one)
  world.setClock(at('2026-05-22'))
  const service = await world.start()
  service.forget(['leave-approval'])
  for (const document of documents) await accept(world.log, document)
  await service.level()
  t.same(await linesOf(world), [])
  service.forget([])
  t.same(await service.subjects.redrive(3), { ok: true })
  await service.level()
  t.same(await linesOf(world), ['T29 approaching', 'T29 missed'])
})
