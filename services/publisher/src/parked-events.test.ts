import {
  AGENCY_REGISTERED,
  DOCUMENT_ACCEPTED,
  documentStream,
  type EventId,
  type EventLog,
  type FeedRecord,
  STATUS_TOPIC,
} from '@xianjie/contracts'
import { openReadModel } from '@xianjie/embedded'
import t from 'tap'
import { accept, openPart, subjectNumbered, uuid } from '../testing/documents.ts'
import { eventually, level, openWorld, type World } from '../testing/world.ts'
import { publisherView } from './view.ts'

const DOCUMENTS = 'xianjie.documents.v1'

async function append(log: EventLog, stream: string, type: string, data: string): Promise<number> {
  const event = { id: uuid(stream + type) as EventId, type, data: Buffer.from(data) }
  const appended = await log.append(stream, 'no-stream', [event])
  if (!appended.ok) throw new Error('refused')
  return appended.position
}

const warning = (day: string) =>
  openPart({ type: 'decision-warning', acceptedAt: `${day}T09:00:00.000+08:00` })

const noticeIn = (record: FeedRecord | undefined) =>
  JSON.parse(Buffer.from(record?.value ?? []).toString())

t.test('what cannot be told is put aside with its reason, and the rest flows on', async (t) => {
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  t.teardown(() => world.close())
  const { log, broker } = world
  const unknown = { ...warning('2026-03-01'), type: 'no-such-type' }
  const torn = { ...warning('2026-03-02'), recipients: undefined }
  const parked = [
    await append(log, documentStream(warning('2026-03-03').documentId), DOCUMENT_ACCEPTED, '{"'),
    await append(log, 'document-a', DOCUMENT_ACCEPTED, JSON.stringify(unknown)),
    await append(log, 'document-b', DOCUMENT_ACCEPTED, JSON.stringify(torn)),
    await append(log, 'document-c', DOCUMENT_ACCEPTED, 'null'),
    await append(log, 'subject-a', 'finding.of.tomorrow.v9', '{}'),
    await append(log, 'agency-a', AGENCY_REGISTERED, '{"agency":{}}'),
  ]
  await append(log, 'access-a', 'access.recorded.v1', 'not even JSON')
  const good = warning('2026-03-04')
  await accept(log, good)
  const one = world.start()
  const two = world.start('two')
  await level(world, broker)
  t.same(
    broker.on(DOCUMENTS).map(({ id }) => id),
    [good.documentId as string],
  )
  t.equal((await one.health()).parked, parked.length)
  t.same(
    one.parking.list().map(({ position }) => position),
    parked,
  )
  t.match(one.parking.list()[1], { type: DOCUMENT_ACCEPTED, reason: 'UnknownType' })
  const leader = (await one.health()).leading ? one : two
  const standby = leader === one ? two : one
  await eventually(() => standby.parking.count() === parked.length)
  await t.rejects(standby.parking.redrive(parked[0] as number), { code: 'not-leading' })
  t.same(await leader.parking.redrive(1_000), { ok: false, reason: 'not-parked' })
  t.same(await leader.parking.redrive(parked[0] as number), { ok: false, reason: 'parked-again' })
})

/** Puts a document aside that this release can read, as an older one would have done. */
async function parkByHand(world: World, position: number, stream: string, view: string) {
  const one = world.start(view)
  await level(world, world.broker)
  await one.stop()
  const model = openReadModel(`${world.folder}/${view}`, publisherView)
  model.transact(model.position(), () => {
    for (const sql of [
      'DELETE FROM fact WHERE position = ?',
      'DELETE FROM due WHERE position = ?',
      'DELETE FROM named WHERE position = ?',
    ])
      model.prepare(sql).run(position)
    model
      .prepare('INSERT INTO parked VALUES (?, ?, 0, ?, ?)')
      .run(position, stream, DOCUMENT_ACCEPTED, 'UnknownType')
  })
  model.close()
  world.broker.published.length = 0
}

t.test('a document that can be told after all is told late, with all it changes', async (t) => {
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  t.teardown(() => world.close())
  const { broker } = world
  const [early, late] = [warning('2026-03-01'), warning('2026-03-04')]
  const position = await accept(world.log, early)
  const other = openPart({
    ...{ type: 'decision-warning', acceptedAt: '2026-03-02T09:00:00.000+08:00' },
    subject: subjectNumbered(2),
  })
  await accept(world.log, other)
  const lastPosition = await accept(world.log, late)
  await parkByHand(world, position, documentStream(early.documentId), 'one')
  const one = world.start()
  await eventually(() => one.health().then(({ leading }) => leading === true))
  t.equal(one.parking.count(), 1)
  t.same(await one.parking.redrive(position), { ok: true })
  t.equal(one.parking.count(), 0)
  t.match(
    broker.on(DOCUMENTS).map(({ id }) => id),
    [early.documentId as string],
  )
  const [record] = broker.on(STATUS_TOPIC.name)
  t.match(noticeIn(record), { subjectId: early.subjectId, position: lastPosition })
  t.equal(noticeIn(record).counters.warnings, 2, 'it counts with the later one')
  const next = warning('2026-03-10')
  await accept(world.log, next)
  await level(world, broker)
  t.equal(noticeIn(broker.on(STATUS_TOPIC.name).at(-1)).counters.warnings, 3)
})
