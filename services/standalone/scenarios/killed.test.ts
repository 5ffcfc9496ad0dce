/** kill -9 in the middle of a loaded intake: what was receipted is there, and nothing is there twice. */
import { createHash, randomInt, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBackbone } from '@xianjie/backbone'
import {
  AGENCY_REGISTERED,
  DOCUMENT_ACCEPTED,
  type DocumentAccepted,
  type Instant,
  instant,
  NEWS_TYPES,
  type RecordedEvent,
} from '@xianjie/contracts'
import { readConfig } from '@xianjie/process'
import { documentExamples } from '@xianjie/schemas'
import t, { type Test } from 'tap'
import { subject } from '../../../scripts/bench/documents.ts'
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
import { mulberry32 } from '../testing/seeded.ts'
import { testYears } from '../testing/test-platform.ts'

const KILLS = 20
/** Kills before the platform says ready: half-made folders must not keep the next start away. */
const KILLS_AT_START = 4
const CLIENTS = 32
/** From the first answer to the kill, at most. */
const LOADED_MS_MAX = 400
const DOCUMENTS_PER_ROUND = 300
/** On average; fewer would mean that the kills hit a platform that had nothing to do. */
const ANSWERED_PER_KILL_MIN = 5
const DOCUMENTS_PER_PERSON = 18
const REPEATED_SHARE = 0.15
/** One document of so many comes with an attachment. */
const ATTACHED_EVERY = 25
const SLUGS = ['ruling-parole', 'execution-notice', 'place-determination', 'ruling-correction']

const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
const random = mulberry32(seed)
t.comment(`seed ${seed}`)

type Push = {
  readonly documentId: string
  readonly digest: string
  readonly body: string
  readonly attachment: Buffer | undefined
  sent: number
  created: number
  /** The first receipt that was given for it. */
  receipt: string | undefined
}

const folder = mkdtempSync(join(tmpdir(), 'xianjie-killed-'))
t.teardown(async () => {
  await scenarioBackbone.dispose(folder)
  rmSync(folder, { recursive: true, force: true })
})
const court = await equipAgency(
  units.yunxiCourt,
  makeDemoAuthority('测试根', testYears, 'p256'),
  'p256',
)
mkdirSync(join(folder, 'agencies'))
writeFileSync(join(folder, 'agencies', 'court.json'), JSON.stringify(court.file))

const pushes: Push[] = []
const wrong: string[] = []
let repeats = 0

t.test('a platform that is killed while it starts starts again', async () => {
  for (let kill = 0; kill < KILLS_AT_START; kill += 1) {
    const launched = launchPlatform(await inFolder(folder))
    await sleep(100 + random() * 900)
    launched.signal('SIGKILL')
    await launched.ended
  }
})

t.test(`an intake under load is killed ${KILLS} times`, async (t) => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const starting = runPlatform(folder)
    prepare(DOCUMENTS_PER_ROUND)
    const platform = await starting
    const { begun, over } = load(platform, await headersOf(court))
    await begun
    await sleep(random() * LOADED_MS_MAX)
    platform.signal('SIGKILL')
    t.equal((await platform.ended).signal, 'SIGKILL')
    await over
  }
  t.same(wrong, [])
})

t.test('whatever was sent is there once, and says so byte for byte', async (t) => {
  const platform = await runPlatform(folder)
  const headers = await headersOf(court)
  const sent = pushes.filter((push) => push.sent > 0)
  const acknowledged = sent.filter(({ receipt }) => receipt).length
  const unanswered = sent.filter(({ receipt }) => !receipt)
  await inParallel(unanswered, (push) => send(push, platform.url, headers))
  const stored = unanswered.filter(({ created, receipt }) => receipt && created === 0).length
  t.comment(
    `${sent.length} documents sent, ${acknowledged} acknowledged, ${repeats} pushes repeated; ` +
      `${unanswered.length} unanswered, ${stored} of them stored all the same`,
  )
  t.ok(acknowledged > KILLS * ANSWERED_PER_KILL_MIN, 'the intake was under load')
  t.ok(unanswered.length > 0, 'the kills hit pushes under way')
  await inParallel(sent, (push) => lookAgain(push, platform.url, headers))
  t.same(wrong, [])
  t.same(await stopPlatform(platform), { code: 0, signal: null })
  checkLog(t, sent, await eventsOf(folder))
})

t.test('the read models agree with a rebuild from zero, row for row', async (t) => {
  const before = rowsOf(join(folder, 'data', 'views'))
  renameSync(join(folder, 'data', 'views'), join(folder, 'views-before'))
  t.same(await stopPlatform(await runPlatform(folder)), { code: 0, signal: null })
  const after = rowsOf(join(folder, 'data', 'views'))
  const rows = [...before].map(([table, { length }]) => `${table} ${length}`)
  t.comment(`rows: ${rows.join(', ')}`)
  const longest = Math.max(...[...before.values()].map(({ length }) => length))
  t.ok(longest > KILLS * ANSWERED_PER_KILL_MIN)
  t.same([...before.keys()], [...after.keys()])
  for (const [table, found] of before) t.ok(equal(found, after.get(table) ?? []), table)
})

/** Documents that do not exist yet on the platform, signed beforehand. */
function prepare(count: number): void {
  const signedAt = instant(Date.now() - 1_000)
  for (let made = 0; made < count; made += 1) pushes.push(pushOf(pushes.length, signedAt, court))
}

function pushOf(at: number, signedAt: Instant, agency: EquippedAgency): Push {
  const example = JSON.parse(documentExamples(SLUGS[at % SLUGS.length] as string).json)
  const { code, name } = agency.unit
  const attachment = at % ATTACHED_EVERY === 0 ? Buffer.from(`附件 ${at} `.repeat(300)) : undefined
  const header = {
    ...example.header,
    documentId: randomUUID(),
    issuer: { code, name },
    subject: subject(Math.floor(at / DOCUMENTS_PER_PERSON)),
    ...(attachment ? { attachments: { attachment: [listed(attachment)] } } : {}),
  }
  const document = Buffer.from(JSON.stringify({ ...example, header }))
  const body = {
    document: document.toString('base64'),
    mediaType: 'application/json',
    signature: Buffer.from(signAs(agency, document, signedAt)).toString('base64'),
    ...(attachment ? { attachments: [{ content: attachment.toString('base64') }] } : {}),
  }
  return {
    documentId: header.documentId,
    digest: digestOf(document),
    body: JSON.stringify(body),
    attachment,
    sent: 0,
    created: 0,
    receipt: undefined,
  }
}

const listed = (attachment: Buffer) => ({
  name: '附件.txt',
  mediaType: 'text/plain',
  size: attachment.length,
  digest: digestOf(attachment),
})

/** Clients push new documents and repeat old ones until the platform is gone; `begun` with the first answer. */
function load({ url, ended }: Running, headers: Record<string, string>) {
  let gone = false
  const end = ended.then(() => {
    gone = true
  })
  const first = Array.from({ length: CLIENTS }, () => send(nextPush(), url, headers))
  const client = async (sent: Promise<void>) => {
    for (await sent; !gone; ) await send(nextPush(), url, headers)
  }
  return { begun: Promise.race(first), over: Promise.all([end, ...first.map(client)]) }
}

let fresh = 0
function nextPush(): Push {
  const repeat = fresh > 0 && (fresh === pushes.length || random() < REPEATED_SHARE)
  if (!repeat) fresh += 1
  return pushes[repeat ? Math.floor(random() * fresh) : fresh - 1] as Push
}

/** Remembers the receipt; a push whose answer did not arrive whole counts as unanswered. */
async function send(push: Push, url: string, headers: Record<string, string>): Promise<void> {
  push.sent += 1
  const answer = await fetch(`${url}/v1/documents`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: push.body,
  })
    .then(async (response) => ({ status: response.status, text: await response.text() }))
    .catch(() => undefined)
  if (!answer) return void (await sleep(1))
  const { status, text } = answer
  if (status === 201) push.created += 1
  // Of two pushes under way at once either may be the one that created it.
  else if (status !== 200 || push.sent === 1) wrong.push(`${push.documentId}: ${status} ${text}`)
  if (status === 200) repeats += 1
  if (push.created > 1) wrong.push(`${push.documentId}: created twice`)
  if (push.receipt && push.receipt !== text) wrong.push(`${push.documentId}: another receipt`)
  push.receipt ??= text
}

/** The receipt, the document and its attachment as they were given, through HTTP. */
async function lookAgain(
  { documentId, digest, receipt, attachment }: Push,
  url: string,
  headers: Record<string, string>,
): Promise<void> {
  const read = async (path: string) => {
    const response = await fetch(`${url}/v1/documents/${documentId}${path}`, { headers })
    return Buffer.from(await response.arrayBuffer())
  }
  if ((await read('/receipt')).toString() !== receipt) wrong.push(`${documentId}: receipt differs`)
  if (digestOf(await read('/content')) !== digest) wrong.push(`${documentId}: content differs`)
  if (!attachment) return
  const kept = await read(`/attachments/${digestOf(attachment)}`)
  if (!kept.equals(attachment)) wrong.push(`${documentId}: attachment differs`)
}

async function inParallel(all: readonly Push[], work: (push: Push) => Promise<void>) {
  const rest = all.values()
  const worker = async () => {
    for (const push of rest) await work(push)
  }
  await Promise.all(Array.from({ length: CLIENTS }, worker))
}

async function eventsOf(at: string): Promise<readonly RecordedEvent[]> {
  const read = readConfig(await inFolder(at))
  if (!read.ok) throw new Error('the test configuration is wrong')
  const backbone = await openBackbone(read.config.backbone)
  const events: RecordedEvent[] = []
  for await (const page of backbone.log.scan(0)) events.push(...page)
  await backbone.close()
  return events
}

function checkLog(t: Test, sent: readonly Push[], events: readonly RecordedEvent[]): void {
  const ascending = events.every(
    ({ position }, at) => at === 0 || position > (events[at - 1]?.position ?? 0),
  )
  t.ok(ascending, 'positions only grow')
  const accepted = events.filter(({ type }) => type === DOCUMENT_ACCEPTED)
  t.equal(accepted.length, sent.length, 'each document is one event')
  const registered = events.filter(({ type }) => type === AGENCY_REGISTERED)
  t.equal(registered.length, 1, 'the agency was registered once in all starts')
  const news = events.filter(({ type }) => NEWS_TYPES.has(type))
  t.equal(new Set(news.map(({ id }) => id)).size, news.length, 'nothing is said twice of anybody')
  t.equal(events.length, accepted.length + registered.length + news.length, 'nothing else is there')
  const logged = accepted.map(({ data, position }) => {
    const { documentId, proof }: DocumentAccepted = JSON.parse(Buffer.from(data).toString())
    return [documentId as string, `${proof.digest} ${position}`] as const
  })
  const found = new Map(logged)
  t.equal(found.size, accepted.length, 'no document is there twice')
  const differing = sent.filter(({ documentId, digest, receipt }) => {
    const claims = JSON.parse(receipt ?? '{}')
    return claims.digest !== digest || found.get(documentId) !== `${digest} ${claims.position}`
  })
  t.same(
    differing.map(({ documentId }) => documentId),
    [],
    'digest and position are those of the receipt',
  )
}

/** The views that a start waits for; the publisher's goes on after the platform says ready. */
const LEVEL_AT_READY = /^(status|agencies)-.*\.sqlite$/

/** Every row of these views as text, but for how far the view's own file has come. */
function rowsOf(views: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const file of readdirSync(views).filter((name) => LEVEL_AT_READY.test(name))) {
    const db = new DatabaseSync(join(views, file), { readOnly: true })
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    for (const { name } of tables.all()) {
      if (name === 'view_progress') continue
      const rows = db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all()
      found.set(
        `${file} ${name}`,
        rows.map((row) => JSON.stringify(row)),
      )
    }
    db.close()
  }
  return found
}

const equal = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((row, index) => row === other[index])

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
