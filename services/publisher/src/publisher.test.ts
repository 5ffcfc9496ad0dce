import type { FeedRecord, OpenPart, StatusNotice } from '@xianjie/contracts'
import {
  feedTopicName,
  inboundTopic,
  outcomeTopic,
  STATUS_TOPIC,
  SUPERVISION_TOPIC,
} from '@xianjie/contracts'
import t from 'tap'
import { units } from '../../../scripts/workshop/units.ts'
import { accept, openPart, register, subjectNumbered } from '../testing/documents.ts'
import { Broker } from '../testing/feed-double.ts'
import { eventually, level, openWorld, type World } from '../testing/world.ts'

const DOCUMENTS = 'xianjie.documents.v1'
const FEED = feedTopicName(units.qingshiPolice.code)

/** A probation that begins, an unanswered search, and a release, for several subjects in turn. */
function story(subjects: number): readonly OpenPart[] {
  const at = (day: string, n: number) => `${day}T09:${String(n).padStart(2, '0')}:00.000+08:00`
  const steps = (n: number): readonly OpenPart[] => {
    const subject = subjectNumbered(n)
    const given = { subject, to: ['baiyangCourt'], copies: ['qingshiPolice'] } as const
    return [
      openPart({
        ...{ ...given, type: 'judgment-probation', by: 'baiyangCourt' },
        acceptedAt: at('2026-03-02', n),
        effectiveOn: '2026-03-02',
        to: ['qingshiCorrections'],
        facts: { kind: 'probation', periodFrom: '2026-03-02', periodTo: '2027-03-01' },
      }),
      openPart({
        ...{ ...given, type: 'enrolment-record', acceptedAt: at('2026-03-04', n) },
        facts: { kind: 'probation', reportedOn: '2026-03-04' },
      }),
      openPart({
        ...{ subject, type: 'leave-approval', acceptedAt: at('2026-03-10', n) },
        facts: { from: '2026-03-12', to: '2026-03-14' },
      }),
      openPart({
        ...{ subject, type: 'search-bulletin', acceptedAt: at('2026-03-20', n) },
        to: ['qingshiProcuratorate'],
        facts: { since: '2026-03-19T08:00:00+08:00', reason: 1, result: 'started' },
      }),
    ]
  }
  const all = Array.from({ length: subjects }, (_, n) => steps(n + 1))
  return [0, 1, 2, 3].flatMap((step) => all.flatMap((each) => each[step] ?? []))
}

async function tell(world: World, documents: readonly OpenPart[]): Promise<void> {
  await register(world.log, 'qingshiPolice', { feed: true })
  await register(world.log, 'qingshiCorrections', undefined)
  for (const open of documents) await accept(world.log, open)
}

const textOf = (record: FeedRecord): string =>
  `${record.topic} ${record.key} ${JSON.stringify(record.headers)} ${Buffer.from(record.value ?? []).toString()}`
const statusIn = (record: FeedRecord): StatusNotice =>
  JSON.parse(Buffer.from(record.value ?? []).toString()) as StatusNotice
/** Each id with what was published under it. */
function byId(records: readonly FeedRecord[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const record of records) {
    const texts = found.get(record.id) ?? new Set()
    found.set(record.id, texts.add(textOf(record)))
  }
  return found
}

t.test('records of a subject come in the order of the log and of the clock', async (t) => {
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  t.teardown(() => world.close())
  const documents = story(3)
  await tell(world, documents)
  world.start()
  await level(world, world.broker)
  const subject = subjectNumbered(2)
  const own = (topic: string) => world.broker.on(topic).filter(({ key }) => key === subject)
  t.same(
    own(DOCUMENTS).map(({ id }) => id),
    documents.filter(({ subjectId }) => subjectId === subject).map(({ documentId }) => documentId),
  )
  await eventually(() => own(STATUS_TOPIC.name).length >= 6)
  const told = own(STATUS_TOPIC.name).map(statusIn)
  t.same(
    told.map(({ cause, asOf, state, overlays }) => [
      cause,
      asOf.slice(0, 16),
      state,
      overlays.supervision,
    ]),
    [
      ['document', '2026-03-02T09:02', 'EFFECTIVE_AWAITING_REPORT', 'NORMAL'],
      ['document', '2026-03-04T09:02', 'UNDER_CORRECTION', 'NORMAL'],
      ['clock', '2026-03-12T00:00', 'UNDER_CORRECTION', 'ON_LEAVE'],
      ['clock', '2026-03-15T00:00', 'UNDER_CORRECTION', 'NORMAL'],
      ['document', '2026-03-20T09:02', 'UNDER_CORRECTION', 'LOST_CONTACT'],
      ['clock', '2026-03-21T08:01', 'UNDER_CORRECTION', 'TUOGUAN'],
    ],
  )
})

t.test('an agency is told of documents that name it and of persons they concern', async (t) => {
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  t.teardown(() => world.close())
  await tell(world, story(1))
  const stranger = openPart({
    ...{ type: 'enrolment-record', acceptedAt: '2026-03-24T09:00:00.000+08:00' },
    subject: subjectNumbered(9),
    facts: { kind: 'probation', reportedOn: '2026-03-24' },
  })
  await accept(world.log, stranger)
  world.start()
  await level(world, world.broker)
  const feed = world.broker.on(FEED)
  t.equal(feed.filter(({ key }) => key === stranger.subjectId).length, 0, 'nothing about others')
  const types = feed.map(({ headers }) => headers.ce_type)
  t.equal(types.filter((type) => type === 'xianjie.document.accepted.v1').length, 2)
  t.ok(types.filter((type) => type === 'xianjie.status.changed.v1').length >= 5)
  t.notOk(world.broker.topics.has(feedTopicName(units.qingshiCorrections.code)))
})

t.test('procuratorates are told what names them and what changes a status', async (t) => {
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  t.teardown(() => world.close())
  const documents = story(1)
  const odd = openPart({
    ...{ type: 'leave-return-record', acceptedAt: '2026-03-24T09:00:00.000+08:00' },
    subject: subjectNumbered(5),
    findings: [{ code: 'made-in-future', severity: 'warning', message: { zh: '甲', en: 'a' } }],
  })
  const plain = openPart({
    ...{ type: 'leave-return-record', acceptedAt: '2026-03-24T10:00:00.000+08:00' },
    facts: { returnedAt: '2026-03-13T10:00:00+08:00' },
    subject: subjectNumbered(5),
  })
  await tell(world, [...documents, odd, plain])
  world.start()
  await level(world, world.broker)
  const told = world.broker.on(SUPERVISION_TOPIC.name)
  t.ok(told.every(({ headers }) => headers.ce_type === 'xianjie.supervision.document.v1'))
  const reasons = new Map(
    told.map((record) => {
      const { documentId, reasons } = JSON.parse(Buffer.from(record.value ?? []).toString())
      return [documentId, reasons]
    }),
  )
  t.same(reasons.get(documents[0]?.documentId), ['procuratorate-named', 'status-changed'])
  t.same(reasons.get(odd.documentId), ['finding'])
  t.notOk(reasons.has(plain.documentId))
})

t.test('a restart anywhere repeats records, and changes none', async (t) => {
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  t.teardown(() => world.close())
  const documents = story(2)
  await tell(world, documents)
  const calm = new Broker()
  const undisturbed = world.start('calm', calm)
  await level(world, calm)
  await eventually(() => undisturbed.health().then(({ lag }) => lag === 0))
  const wanted = byId(calm.published)
  await undisturbed.stop()

  const head = await world.log.head()
  for (let crashAt = 1; crashAt <= head; crashAt += 1) {
    const broker = new Broker()
    broker.checkpoint = crashAt - 1
    const first = world.start('calm', broker)
    await level(world, broker)
    await eventually(() => broker.published.length > 0)
    await first.stop()
    const behind = world.start(`fresh-${crashAt}`, broker)
    broker.checkpoint = crashAt - 1
    await level(world, broker)
    await behind.stop()
    for (const [id, texts] of byId(broker.published)) {
      if (texts.size > 1) t.fail('one id, one content')
      t.same(texts, wanted.get(id))
    }
    const told = byId(broker.published)
    const due = calm.published.filter((record) => statusIn(record).position >= crashAt)
    t.ok(due.every(({ id }) => told.has(id)))
  }
})

t.test('a leader that dies before it commits is followed by one that repeats it', async (t) => {
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  t.teardown(() => world.close())
  const { broker } = world
  await tell(world, story(1))
  broker.beforeCommit = () => broker.depose()
  const one = world.start('one')
  const two = world.start('two')
  await eventually(() => broker.calls.length >= 3)
  broker.beforeCommit = () => {}
  await level(world, broker)
  for (const texts of byId(broker.published).values()) t.equal(texts.size, 1)
  const health = await Promise.all([one.health(), two.health()])
  t.equal(health.filter(({ leading }) => leading).length, 1)
  t.ok(health.every(({ ok }) => ok))
})

t.test('while the feed is away everything waits, and says so', async (t) => {
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  t.teardown(() => world.close())
  const { broker } = world
  const one = world.start()
  await eventually(() => one.health().then(({ leading }) => leading === true))
  broker.away = true
  const documents = story(1)
  await tell(world, documents)
  await eventually(() => one.health().then(({ lag }) => lag === documents.length + 2))
  t.match(await one.health(), { ok: false, feed: 'away' })
  broker.away = false
  await level(world, broker)
  t.equal(broker.on(DOCUMENTS).length, documents.length)
  await eventually(() => one.health().then(({ ok, lag }) => ok && lag === 0))
})

t.test('the clock alone changes a status, and that is told once', async (t) => {
  const world = await openWorld('2026-03-11T00:00:00.000+08:00')
  t.teardown(() => world.close())
  await tell(world, story(1).slice(0, 3))
  world.start()
  await level(world, world.broker)
  const last = () => statusIn(world.broker.on(STATUS_TOPIC.name).at(-1) as FeedRecord)
  t.equal(last().overlays.supervision, 'NORMAL')
  world.setClock('2026-03-12T00:00:00.000+08:00')
  await eventually(() => last().overlays.supervision === 'ON_LEAVE')
  world.setClock('2027-06-01T00:00:00.000+08:00')
  await eventually(() => last().state === 'EXPIRED_PENDING_CLOSE')
  t.match(last(), { cause: 'clock', asOf: '2027-03-02T00:00:00.000+08:00' })
  t.ok([...byId(world.broker.published).values()].every((texts) => texts.size === 1))
  t.equal(world.broker.on(STATUS_TOPIC.name).length, byId(world.broker.on(STATUS_TOPIC.name)).size)
})

t.test('a document that was on its way while the clock was told sets it right', async (t) => {
  const world = await openWorld('2026-03-12T00:00:10.000+08:00')
  t.teardown(() => world.close())
  const documents = story(1).slice(0, 3)
  await tell(world, documents)
  world.start()
  await level(world, world.broker)
  const last = () => statusIn(world.broker.on(STATUS_TOPIC.name).at(-1) as FeedRecord)
  await eventually(() => last().overlays.supervision === 'ON_LEAVE')
  const late = openPart({
    ...{ type: 'leave-return-record', acceptedAt: '2026-03-11T23:59:59.000+08:00' },
    facts: { returnedAt: '2026-03-11T20:00:00+08:00' },
  })
  await accept(world.log, late)
  await level(world, world.broker)
  t.equal(last().position, await world.log.head(), 'what holds rests on the last document')
})

t.test('a feed begins and ends with the registration, and its topic is there before', async (t) => {
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  t.teardown(() => world.close())
  const { log, broker } = world
  const named = (day: string) =>
    openPart({
      ...{ type: 'decision-warning', acceptedAt: `${day}T09:00:00.000+08:00` },
      copies: ['qingshiPolice'],
    })
  const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'].map(named)
  world.start()
  await accept(log, days[0] as OpenPart)
  await register(log, 'qingshiPolice', { feed: true, inbound: true })
  await accept(log, days[1] as OpenPart)
  await register(log, 'qingshiPolice', { feed: true }, 'suspended')
  await accept(log, days[2] as OpenPart)
  await level(world, broker)
  const documents = () =>
    broker.on(FEED).filter(({ headers }) => headers.ce_type === 'xianjie.document.accepted.v1')
  t.equal(documents().length, 1)
  await register(log, 'qingshiPolice', { feed: true })
  await accept(log, days[3] as OpenPart)
  await level(world, broker)
  t.equal(documents().length, 2)
  t.ok(broker.topics.has(inboundTopic(units.qingshiPolice.code)))
  t.ok(broker.topics.has(outcomeTopic(units.qingshiPolice.code)))
})

t.test('an agency that is named for the first time is told the status as it is', async (t) => {
  const world = await openWorld('2026-03-11T00:00:00.000+08:00')
  t.teardown(() => world.close())
  const [judgment, enrolment] = story(1) as [OpenPart, OpenPart]
  await register(world.log, 'linhePolice', { feed: true })
  await tell(world, [judgment, enrolment])
  const letter = openPart({
    ...{ type: 'service-receipt', acceptedAt: '2026-03-05T09:00:00.000+08:00' },
    to: ['linhePolice'],
  })
  await accept(world.log, letter)
  world.start()
  await level(world, world.broker)
  const told = world.broker.on(feedTopicName(units.linhePolice.code))
  t.same(
    told.map(({ headers }) => headers.ce_type),
    ['xianjie.document.accepted.v1', 'xianjie.status.changed.v1'],
  )
  t.match(statusIn(told[1] as FeedRecord), { state: 'UNDER_CORRECTION', cause: 'document' })
})
