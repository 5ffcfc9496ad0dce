import {
  type DeliveredRecord,
  DOCUMENTS_TOPIC,
  type EventFeed,
  STATUS_TOPIC,
} from '@xianjie/contracts'
import { openEventFeed } from '@xianjie/kafka'
import { kafkaOrReason } from '@xianjie/kafka/testing'
import t from 'tap'
import { accept, openPart, subjectNumbered } from '../testing/documents.ts'
import { eventually, openWorld } from '../testing/world.ts'

const SUBJECTS = 4
const EACH = 10
/** Own, for its broker is killed. */
const kafka = await kafkaOrReason({ own: true })

/** The documents of several subjects in turn, a minute apart. */
const document = (n: number) =>
  openPart({
    type: 'decision-warning',
    subject: subjectNumbered(n % SUBJECTS),
    acceptedAt: `2026-03-01T09:${String(n).padStart(2, '0')}:00.000+08:00`,
  })

if (typeof kafka === 'string') t.pass(kafka, { skip: kafka })
else {
  t.teardown(() => kafka.dispose())
  await t.test('two publishers tell everything, through a broker’s death', async (t) => {
    const world = await openWorld('2026-03-25T00:00:00.000+08:00')
    const timings = { heartbeatMs: 200, fetchMs: 200, sessionMs: 2_000 }
    const open = (clientId: string) => openEventFeed({ brokers: kafka.brokers, clientId, timings })
    const feeds: EventFeed[] = [await open('one'), await open('two'), await open('reader')]
    const [first, second, reader] = feeds as [EventFeed, EventFeed, EventFeed]
    const stopping = new AbortController()
    const topics = [DOCUMENTS_TOPIC, STATUS_TOPIC]
    await reader.ensureTopics(topics)
    const taken: DeliveredRecord[] = []
    const consuming = reader.consume({
      ...{ topics: topics.map(({ name }) => name), group: 'test', signal: stopping.signal },
      take: async (record) => {
        taken.push(record)
      },
    })
    t.teardown(async () => {
      stopping.abort()
      await consuming
      await world.close()
      for (const feed of feeds) await feed.close()
    })
    const publishers = [
      world.start('one', { connect: () => first }),
      world.start('two', { connect: () => second }),
    ]
    const leads = () => Promise.all(publishers.map((one) => one.health()))
    const ids = () => new Set(taken.map(({ id }) => id))
    const wanted = Array.from({ length: SUBJECTS * EACH }, (_, n) => document(n))
    for (const open of wanted.slice(0, 15)) await accept(world.log, open)
    await eventually(() =>
      wanted
        .slice(0, 15)
        .every(({ documentId }) => ids().has(documentId as string as DeliveredRecord['id'])),
    )
    await kafka.kill(0, 'SIGKILL')
    for (const open of wanted.slice(15, 30)) await accept(world.log, open)
    await kafka.restart(0)
    await eventually(async () =>
      (await leads()).some(({ leading, lag }) => leading === true && lag === 0),
    )
    const leader = (await leads()).findIndex(({ leading }) => leading === true)
    await publishers[leader]?.stop()
    for (const open of wanted.slice(30)) await accept(world.log, open)
    await eventually(() =>
      wanted.every(({ documentId }) => ids().has(documentId as string as DeliveredRecord['id'])),
    )
    const texts = new Map<string, Set<string>>()
    for (const { id, value } of taken) {
      const found = texts.get(id) ?? new Set()
      texts.set(id, found.add(Buffer.from(value ?? []).toString()))
    }
    t.ok(
      [...texts.values()].every(({ size }) => size === 1),
      'one id, one content',
    )
    for (let subject = 0; subject < SUBJECTS; subject += 1) {
      const own = taken.filter(
        ({ key, topic }) => key === subjectNumbered(subject) && topic === DOCUMENTS_TOPIC.name,
      )
      const once = [...new Set(own.map(({ id }) => id))]
      const order = wanted.filter(({ subjectId }) => subjectId === subjectNumbered(subject))
      t.same(
        once,
        order.map(({ documentId }) => documentId),
      )
    }
    t.comment(`${taken.length} records taken, ${texts.size} different ones`)
  })
}
