/** Deadlines through HTTP: near, missed, settled, listed; and told once, whatever is killed meanwhile. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBackbone } from '@xianjie/backbone'
import {
  type EventLog,
  type Instant,
  instant,
  NEWS_TYPES,
  parseInstant,
  type RecordedEvent,
  SUBJECT_STREAM_PREFIX,
  type SubjectId,
  subjectStream,
} from '@xianjie/contracts'
import { readConfig } from '@xianjie/process'
import t, { type Test } from 'tap'
import {
  type EquippedAgency,
  equipAgency,
  makeDemoAuthority,
  signAs,
} from '../../../scripts/workshop/agency-workshop.ts'
import { units } from '../../../scripts/workshop/units.ts'
import {
  headersOf,
  inFolder,
  launchPlatform,
  type Running,
  runPlatform,
  stopPlatform,
} from '../testing/platform-process.ts'
import { scenarioBackbone } from '../testing/scenario-backbone.ts'
import { story, type Told } from '../testing/story.ts'
import { inject, openTestPlatform, type TestPlatform, testYears } from '../testing/test-platform.ts'

const SLUGS = [
  'judgment-probation',
  'execution-notice',
  'enrolment-record',
  'leave-approval',
  'leave-return-record',
]
/** When each of them is accepted; the leave ends on 24 May and the return is told of on 6 June. */
const TIMES = [
  '2026-03-25T10:00:00+08:00',
  '2026-03-25T11:00:00+08:00',
  '2026-03-31T10:00:00+08:00',
  '2026-05-13T10:00:00+08:00',
  '2026-06-06T17:00:00+08:00',
]
const WAIT_MS_MAX = 30_000
const READER = 'qingshiProcuratorate'

async function eventually(t: Test, what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + WAIT_MS_MAX
  while (!(await holds()) && performance.now() < end) await sleep(50)
  t.ok(await holds(), what)
}

async function setClock(platform: TestPlatform, now: string): Promise<void> {
  const token = await platform.token(READER)
  await inject(platform.platform, 'PUT', '/v1/sandbox/clock', token, { now })
}

/** What the log says of one clock of a person: `missed`, `settled late`. */
async function toldOf(log: EventLog, subject: SubjectId, clock: string) {
  return (await log.read(subjectStream(subject)))
    .map(({ type, data }) => ({ type, ...JSON.parse(Buffer.from(data).toString()) }))
    .filter((event) => event.clock === clock)
    .map(({ type, outcome }) => [type.split('.')[1], outcome].filter(Boolean).join(' '))
}

t.test('a leave runs out, is missed, and is settled by a return that came late', async (t) => {
  const platform = await openTestPlatform({ sandboxAt: '2026-03-25T09:00:00+08:00' })
  t.teardown(() => platform.close())
  const { log } = platform.platform.backbone
  const documents = story(SLUGS, 1)
  const push = async (index: number) => {
    await setClock(platform, TIMES[index] ?? '')
    const { by, document } = documents[index] as Told
    const answer = await platform.push({ by, document })
    t.equal(answer.status, 201, document.type)
    return answer.body as { subjectId: SubjectId; position: number }
  }
  const { subjectId } = await push(0)
  for (const index of [1, 2, 3]) await push(index)
  const says = (...expected: readonly string[]) =>
    eventually(t, expected.join(', '), async () => {
      const told = await toldOf(log, subjectId, 'T29')
      return told.join() === expected.join()
    })
  await setClock(platform, '2026-05-24T12:00:00+08:00')
  await says('approaching')
  await setClock(platform, '2026-05-25T08:00:00+08:00')
  await says('approaching', 'missed')
  const listed = async (query: string) =>
    (await platform.get(READER, `/v1/deadlines?${query}`)).body.deadlines as {
      clock: string
      dueAt: string
    }[]
  const missed = await listed('state=missed&responsible=subject')
  t.match(missed, [{ clock: 'T29', dueAt: '2026-05-25T00:00:00.000+08:00' }])
  t.same(await listed('state=missed&responsible=subject&before=2026-05-23'), [])
  t.match(await listed('state=missed&responsible=subject&before=2026-05-24'), missed)
  const { position } = await push(4)
  await says('approaching', 'missed', 'settled late')
  const own = `/v1/subjects/${subjectId}/deadlines?minPosition=${position}`
  const { body } = await platform.get(READER, own)
  const found = body.deadlines.find(({ clock }: { clock: string }) => clock === 'T29')
  t.match(found, { state: 'late', dueAt: '2026-05-25T00:00:00.000+08:00', responsible: 'subject' })
  const before = await platform.get(READER, `${own}&validAt=2026-06-01`)
  t.match(
    before.body.deadlines.find(({ clock }: { clock: string }) => clock === 'T29'),
    { state: 'missed' },
  )
  const committee = await platform.get('yunxiCourt', `/v1/subjects/sub_${'0'.repeat(40)}/deadlines`)
  t.equal(committee.status, 404)
})

t.test('what was told is not told again after a restart', async (t) => {
  let platform = await openTestPlatform({
    sandboxAt: '2026-03-25T09:00:00+08:00',
    folder: mkdtempSync(join(tmpdir(), 'xianjie-deadlines-')),
  })
  t.teardown(async () => {
    await platform.close()
    await scenarioBackbone.dispose(platform.folder)
    rmSync(platform.folder, { recursive: true, force: true })
  })
  for (const { by, document } of story(SLUGS.slice(0, 4), 2)) await platform.push({ by, document })
  await setClock(platform, '2026-06-01T08:00:00+08:00')
  const count = async () => (await newsIn(platform.platform.backbone.log)).length
  await eventually(t, 'something was told', async () => (await count()) > 1)
  const quiet = await settledCount(count)
  platform = await platform.restart()
  await sleep(2_000)
  t.equal(await count(), quiet)
})

async function newsIn(log: EventLog): Promise<readonly RecordedEvent[]> {
  const news: RecordedEvent[] = []
  for await (const page of log.scan(0))
    news.push(...page.filter(({ type }) => NEWS_TYPES.has(type)))
  return news
}

/** Once it has not changed for a while. */
async function settledCount(count: () => Promise<number>): Promise<number> {
  const end = performance.now() + WAIT_MS_MAX
  for (let [last, since] = [-1, 0]; ; await sleep(100)) {
    const now = await count()
    if (now !== last) [last, since] = [now, performance.now()]
    if (performance.now() - since > 1_500 || performance.now() > end) return now
  }
}

const PERSONS = 40
const KILLS = 4
const START = '2026-03-25T09:00:00+08:00'
const at = (time: string): Instant => parseInstant(time) as Instant

const authority = makeDemoAuthority('测试根', testYears, 'p256')
const agencies = {
  court: await equipAgency(units.baiyangCourt, authority, 'p256'),
  corrections: await equipAgency(units.qingshiCorrections, authority, 'p256'),
}

function submission(agency: EquippedAgency, document: object) {
  const bytes = Buffer.from(JSON.stringify(document))
  return {
    document: bytes.toString('base64'),
    mediaType: 'application/json',
    signature: Buffer.from(signAs(agency, bytes, at(START))).toString('base64'),
  }
}

async function send(
  { url }: Running,
  method: 'POST' | 'PUT',
  path: string,
  agency: EquippedAgency,
  now: Instant,
  body: object,
): Promise<number> {
  const { status } = await fetch(url + path, {
    method,
    headers: { ...(await headersOf(agency, now)), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return status
}

t.test('kill -9 while it tells: every event once, none lost', { timeout: 240_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-deadlines-killed-'))
  t.teardown(async () => {
    await scenarioBackbone.dispose(folder)
    rmSync(folder, { recursive: true, force: true })
  })
  mkdirSync(join(folder, 'agencies'))
  for (const { file } of Object.values(agencies))
    writeFileSync(join(folder, 'agencies', `${file.code}.json`), JSON.stringify(file))
  let running: Running = await runPlatform(folder, { XIANJIE_SANDBOX: 'true' })
  t.teardown(() => stopPlatform(running))
  const clockTo = (now: string) =>
    send(running, 'PUT', '/v1/sandbox/clock', agencies.corrections, instant(Date.now()), { now })
  t.equal(await clockTo(START), 200)
  for (let person = 0; person < PERSONS; person += 1) {
    for (const { by, document } of story(SLUGS.slice(0, 4), person)) {
      const agency = by === 'baiyangCourt' ? agencies.court : agencies.corrections
      const given = submission(agency, document)
      t.equal(await send(running, 'POST', '/v1/documents', agency, at(START), given), 201)
    }
  }
  t.equal(
    await send(running, 'PUT', '/v1/sandbox/clock', agencies.corrections, at(START), {
      now: '2026-06-01T08:00:00+08:00',
    }),
    200,
  )
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(2_000 + kill * 60)
    running.signal('SIGKILL')
    await running.ended
    const launched = launchPlatform({ ...(await inFolder(folder)), XIANJIE_SANDBOX: 'true' })
    running = { ...launched, url: await launched.ready }
  }
  await sleep(6_000)
  await stopPlatform(running)
  const read = readConfig(await inFolder(folder))
  if (!read.ok) throw new Error('the test configuration is wrong')
  const backbone = await openBackbone(read.config.backbone)
  t.teardown(() => backbone.close())
  const news = await newsIn(backbone.log)
  t.equal(new Set(news.map(({ id }) => id)).size, news.length, 'no id twice')
  const subjects = new Set(news.map(({ stream }) => stream.slice(SUBJECT_STREAM_PREFIX.length)))
  t.equal(subjects.size, PERSONS)
  for (const subject of subjects) {
    const told = await toldOf(backbone.log, subject as SubjectId, 'T29')
    t.same(told, ['approaching', 'missed'], subject)
  }
})
