/** What the clock service says of a person reaches the procuratorates and the agency that must act. */
import { dataOf, type EventId, type News, type SubjectId, subjectStream } from '@xianjie/contracts'
import { feedSchema } from '@xianjie/schemas'
import { Ajv } from 'ajv'
import t from 'tap'
import { units } from '../../../scripts/workshop/units.ts'
import { accept, openPart, register, subjectNumbered } from '../testing/documents.ts'
import { level, openWorld, type World } from '../testing/world.ts'

const subject = subjectNumbered(1)
const court = units.yunxiCourt.code
const MIDNIGHT = '2026-07-11T00:00:00.000+08:00'
const deadline = {
  key: 'T48:x',
  clock: 'T48',
  startedAt: '2026-06-10T09:30:00.000+08:00',
  dueAt: MIDNIGHT,
  responsible: court,
  basis: '社区矫正法48',
  documents: [openPart({ type: 'ruling-parole', acceptedAt: MIDNIGHT }).documentId],
}
const news: readonly News[] = [
  { type: 'deadline.approaching.v1', data: { number: 1, at: MIDNIGHT, ...deadline } },
  { type: 'deadline.missed.v1', data: { number: 2, at: MIDNIGHT, ...deadline } },
  {
    type: 'deadline.settled.v1',
    data: {
      ...{ number: 3, at: MIDNIGHT, ...deadline },
      ...{ outcome: 'met', stoppedAt: null, stoppedBy: [], countedDueAt: MIDNIGHT },
    },
  },
  {
    type: 'finding.raised.v1',
    data: { number: 1, at: MIDNIGHT, code: 'leave-not-closed', severity: 'warning', documents: [] },
  },
  {
    type: 'finding.settled.v1',
    data: { number: 2, at: MIDNIGHT, code: 'leave-not-closed', severity: 'warning', documents: [] },
  },
]

async function say({ log }: World, about: SubjectId, all: readonly News[]): Promise<void> {
  const stream = subjectStream(about)
  const revision = (await log.read(stream)).length - 1
  const appended = await log.append(
    stream,
    revision < 0 ? 'no-stream' : revision,
    all.map((each) => ({
      id: crypto.randomUUID() as EventId,
      type: each.type,
      data: Buffer.from(JSON.stringify(dataOf(each, about, MIDNIGHT))),
    })),
  )
  if (!appended.ok) throw new Error('somebody else wrote')
}

const bodyOf = ({ value }: { value?: Uint8Array | undefined }) =>
  JSON.parse(Buffer.from(value ?? '').toString())

t.test('news is told in the order of the log, between the documents of the person', async (t) => {
  const world = await openWorld('2026-08-01T00:00:00.000+08:00')
  t.teardown(() => world.close())
  await register(world.log, 'yunxiCourt', { feed: true })
  const document = (type: string) =>
    openPart({ type, acceptedAt: MIDNIGHT, subject, to: ['qingshiProcuratorate'] })
  await accept(world.log, document('ruling-parole'))
  await say(world, subject, news)
  await accept(world.log, document('decision-warning'))
  world.start()
  await level(world, world.broker)
  const supervised = world.broker.on('xianjie.supervision.v1')
  t.same(
    supervised.map(({ headers }) => headers.ce_type),
    [
      'xianjie.supervision.document.v1',
      'xianjie.deadline.approaching.v1',
      'xianjie.deadline.missed.v1',
      'xianjie.deadline.settled.v1',
      'xianjie.finding.raised.v1',
      'xianjie.finding.settled.v1',
      'xianjie.supervision.document.v1',
    ],
  )
  const positions = supervised.map((record) => bodyOf(record).position)
  t.same(
    positions,
    [...positions].sort((one, other) => one - other),
  )
  t.ok(supervised.every(({ key }) => key === subject))
  const own = world.broker.on(`xianjie.feed.${court}.v1`)
  const told = own
    .map(({ headers }) => headers.ce_type)
    .filter((type) => /deadline/.test(type ?? ''))
  t.same(told, [
    'xianjie.deadline.approaching.v1',
    'xianjie.deadline.missed.v1',
    'xianjie.deadline.settled.v1',
  ])
  t.equal(new Set([...supervised, ...own].map(({ id }) => id)).size, supervised.length + own.length)
})

t.test('each record is what its schema says, and is the same when it is told again', async (t) => {
  const world = await openWorld('2026-08-01T00:00:00.000+08:00')
  t.teardown(() => world.close())
  await say(world, subject, news)
  const one = world.start()
  await level(world, world.broker)
  await one.stop()
  const first = [...world.broker.published]
  t.equal(first.length, news.length)
  const ajv = new Ajv({ allErrors: true, strictTypes: false })
  for (const record of first) {
    const [, , , name = ''] = (record.headers.ce_dataschema ?? '').split(':')
    const valid = ajv.compile(feedSchema(name as 'deadline'))
    t.ok(valid(bodyOf(record)), `${name} ${ajv.errorsText(valid.errors)}`)
  }
  world.broker.checkpoint = 0
  world.forget('one')
  world.start()
  await level(world, world.broker)
  t.same(world.broker.published.slice(first.length), first)
})

t.test('what a later release says is parked, and the rest flows on', async (t) => {
  const world = await openWorld('2026-08-01T00:00:00.000+08:00')
  t.teardown(() => world.close())
  await world.log.append(subjectStream(subject), 'no-stream', [
    { id: crypto.randomUUID() as EventId, type: 'deadline.missed.v1', data: Buffer.from('{}') },
  ])
  await say(world, subject, news.slice(0, 1))
  const one = world.start()
  await level(world, world.broker)
  t.match(one.parking.list(), [{ position: 1, type: 'deadline.missed.v1', reason: 'NoNews' }])
  t.equal(world.broker.on('xianjie.supervision.v1').length, 1)
})
