import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type AgencyCode,
  DOCUMENT_ACCEPTED,
  deadTopic,
  documentStream,
  FeedUnavailable,
  inboundAgency,
  inboundTopic,
  outcomeTopic,
} from '@xianjie/contracts'
import { test } from 'tap'
import {
  bodyOf,
  byKafka,
  bytesOf,
  equip,
  eventually,
  exampleOf,
  openWorld,
  signedBy,
} from '../testing/inbound-world.ts'
import { takeInbound } from './inbound-take.ts'

const world = await openWorld()
const court = await equip('yunxiCourt')
const county = await equip('baiyangCourt')
const code = court.unit.code
world.directory.register(byKafka(court.file))

const RECEIPTED = 'xianjie.document.receipted.v1'
const pushed = (document: object) => bodyOf(bytesOf(document), signedBy(court, bytesOf(document)))
const headersOf = (correlation: string, more: Readonly<Record<string, string>> = {}) => ({
  'xianjie-operator': 'op-周某乙',
  'xianjie-correlation': correlation,
  ...more,
})
const push = (document: object, correlation: string = randomUUID(), key: string = randomUUID()) =>
  world.produce(code, pushed(document), headersOf(correlation, { key }))
const stored = async (document: { header: { documentId: string } }) =>
  (await world.log.read(documentStream(document.header.documentId as never))).map(
    ({ type }) => type,
  )

await test('an accepted document’s receipt comes back as a CloudEvent', async (t) => {
  const running = world.start()
  const document = exampleOf()
  const outcome = await world.outcome(code, await push(document, 'send-1'))
  const { documentId } = document.header
  t.match(outcome.body, { documentId, digest: /^sha256:/, position: 1, receipt: /^ey/ })
  t.same(Object.keys(outcome.body).sort(), [
    ...['acceptedAt', 'digest', 'documentId', 'findings', 'position', 'receipt', 'subjectId'],
  ])
  t.equal(outcome.key, documentId)
  t.match(outcome.headers, {
    ce_specversion: '1.0',
    ce_id: outcome.id,
    ce_source: 'urn:xianjie:platform:xianjie',
    ce_type: RECEIPTED,
    ce_time: /^20\d\d-\d\d-\d\dT.*\+08:00$/,
    'content-type': 'application/json',
    'xianjie-correlation': 'send-1',
    repeated: 'false',
  })
  t.match(outcome.id, /^[0-9a-f]{8}-[0-9a-f]{4}-5/)
  const [event] = await world.log.read(documentStream(documentId))
  const { proof } = JSON.parse(Buffer.from(event?.data ?? []).toString())
  t.same(proof.submittedBy, { agency: code, operator: 'op-周某乙' })
  await running.stop()
})

await test('the same document again gets the same receipt, said to be repeated', async (t) => {
  const running = world.start()
  const document = exampleOf()
  const first = await world.outcome(code, await push(document))
  const again = await world.outcome(code, await push(document))
  t.equal(again.headers.repeated, 'true')
  t.equal(again.type, RECEIPTED)
  t.same(again.body, first.body)
  t.not(again.id, first.id, 'another record, another outcome')
  t.same(await stored(document), [DOCUMENT_ACCEPTED])
  await running.stop()
})

await test('without a correlation the outcome names the record’s place', async (t) => {
  const running = world.start()
  const document = exampleOf()
  await world.produce(code, pushed(document), { 'xianjie-operator': 'op-1' })
  const { documentId } = document.header
  const outcome = await world.outcomeWhere(code, ({ key }) => key === documentId)
  t.match(outcome.correlation, new RegExp(`^xianjie\\.inbound\\.${code}\\.v1/\\d/\\d+$`))
  await running.stop()
})

await test('while the log is away there is no outcome; then one event and one outcome', async (t) => {
  const running = world.start()
  const before = world.outcomes(code).length
  const document = exampleOf()
  world.switched.state.away = 'before'
  const correlation = await push(document)
  await eventually('a fault', () => world.faults.length > 2)
  t.equal(world.outcomes(code).length, before)
  t.same(await stored(document), [])
  world.switched.state.away = 'no'
  const outcome = await world.outcome(code, correlation)
  t.equal(outcome.headers.repeated, 'false')
  await running.stop()
  t.equal(world.outcomes(code).length, before + 1)
  t.same(await stored(document), [DOCUMENT_ACCEPTED])
  t.ok(world.faults.every((fault) => (fault as { retriable?: boolean }).retriable))
})

await test('keys that are away hold a record up as the log does', async (t) => {
  let away = true
  const { codec } = world.parts
  const fault = Object.assign(new Error('away'), { code: 'keys-unavailable', retriable: true })
  const seal: typeof codec.seal = (...given) =>
    away ? Promise.reject(fault) : codec.seal(...given)
  const running = world.start({ codec: { ...codec, seal } })
  const document = exampleOf()
  const seen = world.faults.length
  const correlation = await push(document)
  await eventually('a fault', () => world.faults.length > seen)
  away = false
  t.equal((await world.outcome(code, correlation)).type, RECEIPTED)
  await running.stop()
})

await test('a crash between the append and the outcome changes neither receipt nor id', async (t) => {
  const document = exampleOf()
  const first = world.start()
  world.switched.state.away = 'after'
  const seen = world.faults.length
  const correlation = await push(document)
  await eventually('a fault', () => world.faults.length > seen)
  await first.stop()
  world.switched.state.away = 'no'
  t.same(await stored(document), [DOCUMENT_ACCEPTED])
  const second = world.start()
  const outcome = await world.outcome(code, correlation)
  await second.stop()
  t.equal(outcome.headers.repeated, 'true')
  t.same(await stored(document), [DOCUMENT_ACCEPTED])
  const record = world.feed
    .records(inboundTopic(code))
    .find(({ headers }) => headers['xianjie-correlation'] === correlation)
  const { feed, parts, onFault } = world
  const { signal } = new AbortController()
  await takeInbound(record!, { feed, parts, onFault, platform: 'xianjie', signal })
  const both = world.outcomes(code).filter((one) => one.correlation === correlation)
  t.equal(both.length, 2, 'given once more after it was done')
  t.same([both[1]?.id, both[1]?.key, both[1]?.body], [outcome.id, outcome.key, outcome.body])
})

await test('a feed that cannot take the outcome gives the record again', async (t) => {
  const running = world.start()
  const document = exampleOf()
  world.switched.state.away = 'before'
  const correlation = await push(document)
  world.feed.away = true
  world.switched.state.away = 'no'
  const fault = await eventually('a fault', () =>
    world.faults.find((one) => one instanceof FeedUnavailable),
  )
  t.ok(fault)
  world.feed.away = false
  t.equal((await world.outcome(code, correlation)).type, RECEIPTED)
  await running.stop()
  t.same(await stored(document), [DOCUMENT_ACCEPTED])
})

await test('a feed that is away at the start is waited for', async (t) => {
  const correlation = await push(exampleOf())
  world.feed.away = true
  const running = world.start()
  const seen = world.faults.length
  await eventually('a fault', () => world.faults.length > seen)
  world.feed.away = false
  t.equal((await world.outcome(code, correlation)).type, RECEIPTED)
  await running.stop()
})

await test('a fault that waiting does not mend is tried a few times, then answered', async (t) => {
  let tries = 0
  const examiner = {
    ...world.parts.examiner,
    examine: async () => {
      tries += 1
      throw new Error('a flaw of ours, near 周某乙')
    },
  }
  const running = world.start({ examiner })
  const document = exampleOf()
  const outcome = await world.outcome(code, await push(document))
  await running.stop()
  t.equal(tries, 3)
  t.match(outcome.body, { code: 'internal', status: 500 })
  t.notMatch(JSON.stringify(outcome), /flaw/)
  t.same(await stored(document), [])
})

await test('a process that ends answers nothing by mistake', async (t) => {
  let break_ = (_: Error): void => {}
  const examine = () =>
    new Promise<never>((_, reject) => {
      break_ = reject
    })
  const running = world.start({ examiner: { ...world.parts.examiner, examine } })
  const before = world.outcomes(code).length
  const correlation = await push(exampleOf())
  await eventually('the examination', () => world.feed.underWay > 0)
  const stopped = running.stop()
  break_(new Error('the examiner ended'))
  await stopped
  t.equal(world.outcomes(code).length, before)
  const next = world.start()
  t.equal((await world.outcome(code, correlation)).type, RECEIPTED)
  await next.stop()
})

await test('outcomes of one document come in the order in which it was pushed', async (t) => {
  const documents = Array.from({ length: 5 }, () => exampleOf())
  for (const round of ['a', 'b', 'c']) {
    for (const [at, document] of documents.entries()) {
      await push(document, `${round}${at}`, document.header.documentId)
    }
  }
  const running = world.start()
  for (const at of documents.keys()) await world.outcome(code, `c${at}`)
  await running.stop()
  for (const [at, { header }] of documents.entries()) {
    const told = world.outcomes(code).filter(({ key }) => key === header.documentId)
    t.same(
      told.map(({ correlation, headers }) => `${correlation} ${headers.repeated}`),
      [`a${at} false`, `b${at} true`, `c${at} true`],
    )
  }
})

await test('an agency that is registered later is listened to without a restart', async (t) => {
  const running = world.start()
  const { consumed, topics } = world.feed
  const document = exampleOf()
  const correlation = await world.produce(county.unit.code, pushed(document), headersOf('early'))
  const rounds = consumed.length
  world.directory.register({ ...county.file, name: '白杨区人民法院（更名）' })
  await pause(50)
  t.ok(consumed.length <= rounds + 1, 'news of other kinds start nothing anew')
  world.directory.register(byKafka(county.file))
  const outcome = await world.outcome(county.unit.code, correlation)
  t.equal(outcome.body.code, 'issuer-mismatch')
  t.same(consumed.at(-1), [county.unit.code, code].sort().map(inboundTopic))
  t.ok(topics.has(outcomeTopic(county.unit.code)))
  world.directory.register(county.file)
  await eventually('the end of listening', () => consumed.at(-1)?.length === 1)
  await running.stop()
})

await test('with nobody to listen to it waits, and ends when it is told', async (t) => {
  const { feed, parts } = world
  const none = { find: () => undefined, version: () => 1, all: () => [] }
  const rounds = feed.consumed.length
  const running = world.start({ ...parts, directory: none })
  await pause(20)
  await running.stop()
  t.equal(feed.consumed.length, rounds)
})

await test('a topic that belongs to nobody leaves only the dead letter', async (t) => {
  const { feed, parts, onFault } = world
  const { signal } = new AbortController()
  const deps = { feed, parts, onFault, platform: 'xianjie', signal }
  const sound = { id: randomUUID() as never, key: 'k', headers: {}, value: new Uint8Array() }
  for (const topic of ['xianjie.inbound.v1', 'xianjie.inbound.nobody.v1', outcomeTopic(code)]) {
    const record = { ...sound, topic, partition: 0, offset: 0 }
    await t.rejects(takeInbound(record, deps), { code: 'record-refused', retriable: false }, topic)
    t.same(feed.records(deadTopic(topic)), [])
  }
})

await test('what is still taken from an agency that has left is refused', async (t) => {
  const { feed, parts, onFault, directory } = world
  const deps = { feed, parts, onFault, platform: 'xianjie', signal: new AbortController().signal }
  const gone = { ...parts, directory: { ...directory, find: () => undefined } }
  const record = { ...feed.records(inboundTopic(code))[0]!, offset: 1_000 }
  const told = () => world.outcomes(code).filter(({ body }) => body.code === 'unauthenticated')
  await takeInbound(record, { ...deps, parts: gone })
  t.match(told()[0]?.body, { status: 401, violations: [{ path: 'topic', code: 'not-open' }] })
  directory.register(
    byKafka(court.file, { kafka: { principal: 'User:x', feed: true, inbound: false } }),
  )
  await takeInbound({ ...record, offset: 1_001 }, deps)
  t.equal(told().length, 2)
})

await test('no log line holds anything that was sent', async (t) => {
  const lines = world.logged()
  t.match(lines, 'inbound record not taken')
  const { name, idNumber } = exampleOf().header.subject
  for (const sent of [name, idNumber, '周某乙', 'op-', 'send-1', 'a flaw of ours']) {
    t.notOk(lines.includes(sent), sent)
  }
  t.notMatch(lines, /\p{Script=Han}/u)
  await world.close()
})

await test('agencies are read from topics of their own name only', async (t) => {
  t.equal(inboundAgency(inboundTopic(code)), code)
  for (const topic of [
    deadTopic(inboundTopic(code)),
    `x${inboundTopic(code)}`,
    inboundTopic('*' as AgencyCode),
  ]) {
    t.equal(inboundAgency(topic), undefined, topic)
  }
})
