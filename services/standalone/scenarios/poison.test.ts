/** An event that cannot be taken is put aside and named; the rest flows on; once it can be taken, it is. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type DeliveredRecord,
  DOCUMENT_ACCEPTED,
  DOCUMENTS_TOPIC,
  type DocumentAccepted,
  type DocumentId,
  documentStream,
  type EventId,
  STATUS_TOPIC,
  type StatusNotice,
} from '@xianjie/contracts'
import { entryOf } from '@xianjie/schemas'
import t, { test } from 'tap'
import { scenarioBackbone } from '../testing/scenario-backbone.ts'
import { PROBATION, story } from '../testing/story.ts'
import { inject, openTestPlatform, type TestPlatform } from '../testing/test-platform.ts'

const by = 'qingshiProcuratorate'
const TOMORROW = 'decision-warning-of-tomorrow'
const PARTS = ['status', 'publisher'] as const
const folder = mkdtempSync(join(tmpdir(), 'xianjie-poison-'))
let platform = await openTestPlatform({ folder })
t.teardown(async () => {
  await platform.close()
  await scenarioBackbone.dispose(folder)
  rmSync(folder, { recursive: true, force: true })
})

/** The release that knows the type: what it says, and what it leads to. */
const catalogueOfTomorrow = (type: string) => entryOf(type === TOMORROW ? 'decision-warning' : type)

const operate = async (method: 'GET' | 'POST', path: string) => {
  const token = readFileSync(join(folder, 'data', 'operations-token'), 'utf8').trim()
  const { status, body } = await inject(platform.platform, method, `/operations${path}`, token)
  return { status, body }
}
const parkedList = async () => (await operate('GET', '/parked')).body
const redrive = (position: number) => operate('POST', `/parked/${position}/redrive`)

const PATIENCE_MS = 20_000
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; !(await holds()); await pause(50)) {
    if (performance.now() > end) throw new Error('it does not come about')
  }
}

const health = async () => inject(platform.platform, 'GET', '/health/ready', '')

/** The publisher leads, and has told everything that the log holds. */
const allTold = () =>
  eventually(async () => {
    const { publisher } = (await health()).body.dependencies
    return publisher.leading === true && publisher.lag === 0
  })

type Told = ReturnType<typeof story>[number]

async function push({ by, document }: Told) {
  const { status, body } = await platform.push({ by, document })
  if (status !== 201) throw new Error(`${document.type}: ${JSON.stringify(body)}`)
  return body as { documentId: DocumentId; subjectId: string; position: number }
}

const statusOf = async (subject: string, position: number) =>
  (
    await platform.get(
      by,
      `/v1/subjects/${subject}/status?validAt=2026-10-31&minPosition=${position}`,
    )
  ).body
const documentsOf = async (subject: string): Promise<readonly string[]> =>
  (await platform.get(by, `/v1/subjects/${subject}/documents`)).body.documents.map(
    ({ documentId }: { documentId: string }) => documentId,
  )

/** Straight to the log, as no process of this release would write it. */
async function append(data: string | DocumentAccepted): Promise<number> {
  const id = typeof data === 'string' ? randomUUID() : data.documentId
  const appended = await platform.platform.backbone.log.append(
    documentStream(id as DocumentId),
    'no-stream',
    [
      {
        id: id as string as EventId,
        type: DOCUMENT_ACCEPTED,
        data: Buffer.from(typeof data === 'string' ? data : JSON.stringify(data)),
      },
    ],
  )
  if (!appended.ok) throw new Error('the stream is there already')
  return appended.position
}

async function acceptanceOf(document: DocumentId): Promise<DocumentAccepted> {
  const [event] = await platform.platform.backbone.log.read(documentStream(document))
  return JSON.parse(Buffer.from(event?.data ?? []).toString())
}

/** Records of a topic up to the first one that is waited for. */
async function toldOf(
  { platform: { backbone } }: TestPlatform,
  topic: string,
  wanted: (record: DeliveredRecord) => boolean,
): Promise<readonly DeliveredRecord[]> {
  const ending = new AbortController()
  const records: DeliveredRecord[] = []
  const late = setTimeout(() => ending.abort(), PATIENCE_MS)
  await backbone.feed.consume({
    ...{ topics: [topic], group: `test-${randomUUID()}`, signal: ending.signal },
    take: async (record) => {
      records.push(record)
      if (wanted(record)) ending.abort()
    },
  })
  clearTimeout(late)
  return records
}

const WARNING = PROBATION.indexOf('decision-warning')
/** One person's documents up to their leave; another person's with a warning. */
const [supervised, warned] = [story(PROBATION, 1).slice(0, WARNING - 2), story(PROBATION, 2)]
const pushed: DocumentId[] = []
let subject = ''
let poison: DocumentAccepted
let position = 0

await test('an acceptance of a type that nobody knows is parked, and the rest flows on', async (t) => {
  for (const one of supervised) {
    const { documentId, subjectId } = await push(one)
    pushed.push(documentId)
    subject = subjectId
  }
  const other = await push(warned[WARNING] as Told)
  const model = await acceptanceOf(other.documentId)
  const own = await acceptanceOf(pushed[0] as DocumentId)
  poison = {
    ...model,
    documentId: randomUUID() as string as DocumentId,
    ...{ subjectId: own.subjectId, nameKey: own.nameKey, type: TOMORROW },
  }
  position = await append(poison)
  let last = 0
  for (const one of warned.slice(0, WARNING)) last = (await push(one)).position
  const later = await push(story(['leave-approval'], 1)[0] as Told)
  pushed.push(later.documentId)
  t.equal(later.subjectId, subject)

  const present = await statusOf(subject, later.position)
  t.match(present, { subjectId: subject, counters: { warnings: 0 } })
  t.same(await documentsOf(subject), pushed, 'what came before and after is there')
  t.match(await statusOf(other.subjectId, last), { counters: { warnings: 1 } }, 'and others too')
  await allTold()
  const { status, body } = await health()
  t.equal(status, 200)
  t.match(body.dependencies, {
    status: { ok: true, parked: 1 },
    publisher: { ok: true, parked: 1 },
  })
  const records = await toldOf(
    platform,
    DOCUMENTS_TOPIC.name,
    ({ id }) => id === `${later.documentId}`,
  )
  t.equal(records.at(-1)?.id, `${later.documentId}`, 'what came after it is told')
  t.notOk(records.some(({ id }) => id === `${poison.documentId}`))
})

await test('the list names it for each part that put it aside', async (t) => {
  const named = { position, type: DOCUMENT_ACCEPTED, reason: 'UnknownType' }
  t.same(await parkedList(), { count: 2, parked: PARTS.map((part) => ({ part, ...named })) })
  t.notMatch(platform.logged(), poison.number, 'and no log line says what it holds')
  t.match(platform.logged(), /"event parked"/)
})

await test('redriven as it is, it is parked again', async (t) => {
  t.same(await redrive(position), {
    status: 200,
    body: { position, results: PARTS.map((part) => ({ part, ok: false, reason: 'parked-again' })) },
  })
  t.match(await parkedList(), { count: 2 })
  t.equal((await redrive(position + 1)).status, 404, 'nothing else is parked')
})

await test('a release that knows the type finds it parked, takes it, and the list is empty', async (t) => {
  await platform.close()
  platform = await openTestPlatform({ folder, options: { entryOf: catalogueOfTomorrow } })
  t.match(await parkedList(), { count: 2 })
  await allTold()
  const { position: reached } = await statusOf(subject, position)
  t.same(await redrive(position), {
    status: 200,
    body: { position, results: PARTS.map((part) => ({ part, ok: true })) },
  })
  t.same(await parkedList(), { count: 0, parked: [] })
  t.match((await health()).body.dependencies, { status: { parked: 0 }, publisher: { parked: 0 } })
  const present = await statusOf(subject, reached)
  t.match(present, { counters: { warnings: 1 } })
  t.ok(present.position >= reached)
  t.same(
    await documentsOf(subject),
    [...pushed.slice(0, -1), poison.documentId, pushed.at(-1)],
    'in the order of the log',
  )
  const told = await toldOf(
    platform,
    DOCUMENTS_TOPIC.name,
    ({ id }) => id === `${poison.documentId}`,
  )
  t.equal(told.at(-1)?.key, subject)
  const noticeIn = ({ value }: DeliveredRecord): StatusNotice =>
    JSON.parse(Buffer.from(value ?? []).toString())
  const withWarning = (record: DeliveredRecord) =>
    record.key === subject && noticeIn(record).counters.warnings === 1
  const statuses = await toldOf(platform, STATUS_TOPIC.name, withWarning)
  t.ok(statuses.some(withWarning), 'its status is told with it')
  t.equal((await redrive(position)).status, 404)
})

await test('data that is no JSON is parked for good, and stops nothing', async (t) => {
  const torn = await append('{"documentId":"')
  const { documentId, position: last } = await push(story(['decision-reprimand'], 1)[0] as Told)
  t.match(await statusOf(subject, last), { counters: { reprimands: 1, warnings: 1 } })
  t.ok((await documentsOf(subject)).includes(documentId))
  await allTold()
  const named = { position: torn, type: DOCUMENT_ACCEPTED, reason: 'SyntaxError' }
  t.same(await parkedList(), { count: 2, parked: PARTS.map((part) => ({ part, ...named })) })
  const { body } = await redrive(torn)
  t.same(
    body.results.map(({ reason }: { reason: string }) => reason),
    ['parked-again', 'parked-again'],
  )
  await platform.close()
  platform = await openTestPlatform({ folder, options: { entryOf: catalogueOfTomorrow } })
  t.match(await parkedList(), { count: 2, parked: [named, named] }, 'and is so after a restart')
})
