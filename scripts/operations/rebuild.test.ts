/** A view is built beside a platform that works, compared with the one in use, and put in its place. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Instant, instant } from '@xianjie/contracts'
import { openReadModel } from '@xianjie/embedded'
import { addressOf } from '@xianjie/process'
import { subjectView } from '@xianjie/subjects'
import t, { test } from 'tap'
import { scenarioBackbone } from '../../services/standalone/testing/scenario-backbone.ts'
import {
  openTestPlatform,
  type TestPlatform,
} from '../../services/standalone/testing/test-platform.ts'
import { runRebuild } from './rebuild.ts'
import type { Compared, LivePage } from './rebuild-compare.ts'
import { type Environment, pushStory, type Receipted, type Run } from './testing/site.ts'

const root = mkdtempSync(join(tmpdir(), 'xianjie-rebuild-'))
const data = join(root, 'data')
const environment = await environmentOf(root)
const MOMENT = ['--valid-at', '2026-10-31']
t.teardown(async () => {
  await scenarioBackbone.dispose(root)
  rmSync(root, { recursive: true, force: true })
})

/** What configures the platform that a test opens in the folder. */
async function environmentOf(folder: string): Promise<Environment> {
  return {
    XIANJIE_DATA: join(folder, 'data'),
    XIANJIE_AGENCIES: join(folder, 'agencies'),
    ...(await scenarioBackbone.variables(folder)),
  }
}

const rebuild = (...args: readonly string[]): Promise<Run> => rebuildWith(environment, ...args)

async function rebuildWith(environment: Environment, ...args: readonly string[]): Promise<Run> {
  let [out, err] = ['', '']
  const now = (): Instant => instant(Date.now())
  const io = {
    ...{ now, fetch, colours: false },
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
  }
  return { code: await runRebuild(args, { environment, io }), out, err }
}

const compared = ({ out }: Run): Compared => JSON.parse(out)
const beside = (name: string): string => join(root, name)

/** The platform in the folder, listening. */
async function opened(): Promise<TestPlatform & { readonly url: string }> {
  const platform = await openTestPlatform({ folder: root })
  await platform.platform.app.listen({ host: '127.0.0.1', port: 0 })
  const url = addressOf(platform.platform, { host: '127.0.0.1' } as Parameters<typeof addressOf>[1])
  return { ...platform, url }
}

/** Changes the view in use while nobody has it open. */
function tamper(sql: string, ...values: readonly (string | number | Uint8Array)[]): void {
  const view = openReadModel(join(data, 'views'), subjectView)
  view.transact(view.position(), () => view.prepare(sql).run(...values))
  view.close()
}

function openPartOf(position: number): Record<string, unknown> {
  const view = openReadModel(join(data, 'views'), subjectView)
  const row = view.prepare('SELECT open FROM accepted WHERE position = ?').get(position)
  view.close()
  return JSON.parse(Buffer.from(row?.open as Uint8Array).toString())
}

const PERSONS = 6
let platform = await opened()
const told: Receipted[][] = []
for (let person = 0; person < PERSONS; person += 1) told.push(await pushStory(platform, person))
const subjectOf = (person: number): string => told[person]?.[0]?.subjectId as string
const positionOf = (person: number, document: number): number =>
  JSON.parse(told[person]?.[document]?.receipt as string).position

const statusOf = async (person: number, of = platform) => {
  const asked = `/v1/subjects/${subjectOf(person)}/status?validAt=2026-10-31`
  return (await of.get('qingshiProcuratorate', asked)).body
}
const before = await Promise.all(told.map((_, person) => statusOf(person)))

await test('what is asked wrongly is exit code 2, and builds nothing', async (t) => {
  mkdirSync(beside('mine'))
  writeFileSync(join(beside('mine'), 'letter.txt'), 'mine')
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /--beside/],
    [['--beside', beside('mine')], /holds something else already: letter\.txt/],
    [['--beside', beside('x'), '--switch', data], /holds no view that this release has built/],
    [['--beside', beside('x'), '--switch', beside('x')], /no data folder of a process/],
    [['--beside', beside('x'), '--switch', data, '--url', platform.url], /needs it stopped/],
  ]
  for (const [args, why] of cases) t.match(await rebuild(...args), { code: 2, out: '', err: why })
})

await test('a process that cannot be asked is exit code 4; whoever has no token is exit code 1', async (t) => {
  const args = ['--beside', beside('first')]
  t.match(await rebuild(...args, '--url', 'http://127.0.0.1:1'), { code: 4, err: /cannot reach/ })
  mkdirSync(beside('other'))
  writeFileSync(join(beside('other'), 'operations-token'), 'x'.repeat(43))
  const stranger = await rebuild(...args, '--url', platform.url, '--data', beside('other'))
  t.match(stranger, { code: 1, err: /does not know the token/ })
})

await test('the same view, built while documents come in, changes nobody', async (t) => {
  let over = false
  const load = (async () => {
    for (let person = 100; !over; person += 1) await pushStory(platform, person)
  })()
  // Goes on where the run before has stopped.
  const found = await rebuild('--beside', beside('first'), '--url', platform.url, '--json')
  over = true
  await load
  t.equal(found.code, 0, found.err)
  const { subjects, changing, changed, position } = compared(found)
  t.ok(subjects >= PERSONS, `${subjects} subjects`)
  t.same({ changing, changed }, { changing: 0, changed: [] })
  t.ok(position >= positionOf(PERSONS - 1, 0))
  const people = await rebuild('--beside', beside('first'), '--url', platform.url)
  t.match(people, { code: 0, out: /^[\d,]+ subjects compared at position \d+: 0 would change\n$/ })
})

/** What operators are answered about statuses. */
async function statuses(query: string, from = data) {
  const token = readFileSync(join(from, 'operations-token'), 'utf8').trim()
  const answer = await fetch(`${platform.url}/operations/statuses?${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return { status: answer.status, page: (await answer.json()) as LivePage }
}

await test('the statuses of everybody are for operators, in pages, and name nobody', async (t) => {
  t.equal((await statuses('', beside('other'))).status, 404)
  for (const wrong of ['limit=0', 'limit=201', 'limit=x', 'validAt=2026-02-30', 'position=-1']) {
    t.equal((await statuses(wrong)).status, 400, wrong)
  }
  const { page: whole } = await statuses('')
  t.match(whole, { next: null, position: Number, validAt: String, knownAt: String })
  t.notMatch(JSON.stringify(whole), /nameKey|idNumber|"name"|"person"/)
  const then = new URLSearchParams({ validAt: whole.validAt, knownAt: whole.knownAt }).toString()
  const found: unknown[] = []
  for (let after: string | null = ''; after !== null; ) {
    const { page }: { page: LivePage } = await statuses(`limit=2&after=${after}&${then}`)
    t.ok(page.subjects.length <= 2)
    found.push(...page.subjects)
    after = page.next
  }
  t.same(found, whole.subjects, 'page by page they are the same')
  const early = await statuses(`position=${positionOf(1, 0)}`)
  t.same(
    early.page.subjects.map(({ subjectId }) => subjectId as string),
    [subjectOf(0), subjectOf(1)].sort(),
    'what came behind the position does not count',
  )
  t.same((await statuses('knownAt=2020-01-01')).page.subjects, [], 'nothing was known then')
})

/** The warning of the second person. */
const LOST = { person: 1, document: 9 }

await test('exactly those are reported whose facts the view in use has wrong', async (t) => {
  await platform.close()
  tamper('DELETE FROM accepted WHERE position = ?', positionOf(LOST.person, LOST.document))
  platform = await opened()
  const args = ['--beside', beside('second'), '--url', platform.url, ...MOMENT]
  const one = await rebuild(...args, '--json')
  t.equal(one.code, 3, one.err)
  t.same(
    compared(one).changed.map(({ subjectId }) => subjectId),
    [subjectOf(LOST.person)],
  )
  const [{ differences } = { differences: [] }] = compared(one).changed
  const [warnings, documents] = ['counters.warnings', 'documents'].map((name) =>
    differences.find(({ member }) => member === name),
  )
  t.match(warnings, { old: 0, new: 1 })
  t.match(documents, { old: told[LOST.person]!.length - 1, new: told[LOST.person]!.length })

  await platform.close()
  const position = positionOf(3, 0)
  const changed = { ...openPartOf(position), number: '（2026）冀99刑更999号' }
  const bytes = Buffer.from(JSON.stringify(changed))
  tamper('UPDATE accepted SET open = ? WHERE position = ?', bytes, position)
  tamper('UPDATE accepted SET open = ? WHERE position = ?', Buffer.from('{"'), positionOf(5, 0))
  tamper('DELETE FROM accepted WHERE subject = ?', subjectOf(0))
  platform = await opened()
  const all = await rebuild(
    ...['--beside', beside('second'), '--url', platform.url, ...MOMENT, '--json'],
  )
  t.equal(all.code, 3, all.err)
  const found = new Map(
    compared(all).changed.map(({ subjectId, differences }) => [subjectId as string, differences]),
  )
  const expected = [0, LOST.person, 3, 5].map(subjectOf).sort()
  t.same([...found.keys()], expected, 'in the order of their ids')
  t.match(found.get(subjectOf(3)), [{ member: 'basis' }])
  t.match(found.get(subjectOf(0)), [
    { member: 'known', old: false, new: true },
    { member: 'state' },
  ])
  t.match(found.get(subjectOf(5)), [{ member: 'fault', old: 'SyntaxError' }, { member: 'state' }])
  const people = await rebuild('--beside', beside('second'), '--url', platform.url, ...MOMENT)
  t.equal(people.code, 3)
  t.match(people.out, /: 4 would change\nsub_[0-9a-f]{40}\n/)
  t.match(people.out, /\n {2}basis +\[\{.*999号.*\}\] → \[\{/)
  t.match(people.out, /\n {2}fault +SyntaxError → —/)
})

await test('the view of a process that runs is not switched', async (t) => {
  const running = await rebuild('--beside', beside('second'), '--switch', data)
  t.match(running, { code: 2, out: '', err: /stop the platform/ })
  t.equal((await statusOf(LOST.person)).counters.warnings, 0, 'and it goes on with its own')
})

await test('a view of another log is not switched', async (t) => {
  const foreign = join(root, 'foreign')
  const other = await openTestPlatform({ folder: foreign })
  t.match(await pushStory(other, 1), { length: Number })
  await other.close()
  const args = ['--beside', beside('second'), '--switch', join(foreign, 'data')]
  t.match(await rebuildWith(await environmentOf(foreign), ...args), {
    code: 2,
    err: /built from another log/,
  })
  await scenarioBackbone.dispose(foreign)
})

await test('after the switch the answers are those of the rebuilt view, at no lower position', async (t) => {
  const late = await pushStory(platform, 7)
  const { position: reached } = await statusOf(LOST.person)
  await platform.close()
  const switched = await rebuild('--beside', beside('second'), '--switch', data, '--json')
  t.equal(switched.code, 0, switched.err)
  t.ok(JSON.parse(switched.out).position < reached, 'it was built before the last documents came')
  platform = await opened()
  for (const [person, old] of before.entries()) {
    const { position, ageMs: _, validAt: _v, knownAt: _k, ...now } = await statusOf(person)
    const { position: _p, ageMs: _a, validAt: _b, knownAt: _c, ...then } = old
    t.same(now, then, `person ${person}`)
    t.ok(position >= reached)
  }
  const documents = await platform.get(
    'qingshiProcuratorate',
    `/v1/subjects/${late[0]?.subjectId}/documents`,
  )
  t.ok(documents.body.documents.length >= late.length, 'what came after it is there')
  const again = await rebuild('--beside', beside('third'), '--url', platform.url, ...MOMENT)
  t.match(again, { code: 0, out: /: 0 would change\n$/ })
  await platform.close()
})
