import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openBackbone } from '@xianjie/backbone'
import type { DeliveredRecord, SubjectId } from '@xianjie/contracts'
import { openReadModel } from '@xianjie/embedded'
import { entryOf } from '@xianjie/schemas'
import { Projection, subjectView } from '@xianjie/subjects'
import t, { test } from 'tap'
import { openTestPlatform } from '../../services/standalone/testing/test-platform.ts'
import { pushStory, type Receipted, run } from './testing/site.ts'

const DOCUMENTS = 'xianjie.documents.v1'
const STATUS = 'xianjie.status.v1'
const QUIET_MS = 300

const platform = await openTestPlatform()
t.teardown(() => platform.close())
const folder = join(platform.folder, 'data')
const site = { XIANJIE_DATA: folder }
const replay = (...args: readonly string[]) => run(site, 'replay', ...args)
const receipted: Receipted[] = []

await test('what cannot be replayed is refused', async (t) => {
  for (const person of [1, 2]) receipted.push(...(await pushStory(platform, person)))
  t.match(await replay('--from', '1'), { code: 2, err: /--topic <name> or --view/ })
  t.match(await replay('--topic', DOCUMENTS), { code: 2, err: /--from/ })
  t.match(await replay('--from', 'x', '--topic', DOCUMENTS), { code: 2, err: /whole number/ })
  t.match(await replay('--from', '1', '--topic', 'x'), { code: 2, err: /no topic that follows/ })
  const back = await replay('--from', '9', '--to-position', '8', '--topic', DOCUMENTS)
  t.match(back, { code: 2, err: /before --from/ })
  const part = await replay('--from', '1', '--to-position', '20', '--topic', STATUS)
  t.match(part, { code: 2, err: /leave out --to-position/ })
  const running = await replay('--from', '1', '--topic', DOCUMENTS)
  t.match(running, { code: 2, err: /stop the platform/ })
})

await test('a view is built beside a platform that runs, up to any position', async (t) => {
  const [first] = receipted as [Receipted]
  const { position } = JSON.parse(first.receipt)
  const at = join(platform.folder, 'as-of')
  const built = await replay(
    '--from',
    '1',
    '--to-position',
    String(position),
    '--view',
    at,
    '--json',
  )
  t.match(JSON.parse(built.out), { documents: 1, position, parked: 0 })
  t.match(await replay('--from', '1', '--view', at), { code: 2, err: /name a new folder/ })
  const whole = join(platform.folder, 'whole')
  t.match(await replay('--from', '1', '--view', whole), { code: 0, out: /18 documents/ })
  const view = openReadModel(whole, subjectView)
  const log = { read: async () => [] }
  const projection = new Projection({ log, view, entryOf, onParked: () => {} })
  t.equal(projection.facts(first.subjectId as SubjectId).length, 11)
  view.close()
})

await test('records come again with the same ids and bytes, and a part is a part of the whole', async (t) => {
  await platform.platform.close()
  // Whatever the platform has published by itself meanwhile.
  const published = await recordsOf(DOCUMENTS)
  t.match(await replay('--from', '1', '--topic', DOCUMENTS), { code: 0, out: /18 records/ })
  t.same(idsOf(await recordsOf(DOCUMENTS)), new Set(receipted.map(({ documentId }) => documentId)))
  // Between documents stands what is said of deadlines and findings.
  const place = (at: number) => String(JSON.parse(receipted[at]?.receipt ?? '').position)
  const args = ['--from', place(5), '--to-position', place(7), '--topic', DOCUMENTS]
  t.match(await replay(...args), { code: 0, out: /3 records/ })
  t.match(await replay('--from', '0', '--topic', DOCUMENTS), { code: 0 })
  const all = await recordsOf(DOCUMENTS)
  t.equal(all.length, published.length + 18 + 3 + 18)
  t.equal(new Set(all.map(bytesOf)).size, 18, 'published and replayed are the very same')
})

await test('a topic of last values is replayed to its end, and ends as it was', async (t) => {
  t.match(await replay('--from', '1', '--topic', STATUS), { code: 0 })
  const first = lastValues(await recordsOf(STATUS))
  t.match(await replay('--from', '1', '--topic', STATUS), { code: 0 })
  t.same(lastValues(await recordsOf(STATUS)), first)
  t.equal(first.size, 2)
})

function idsOf(records: readonly DeliveredRecord[]): ReadonlySet<string> {
  return new Set(records.map(({ id }) => id))
}

function bytesOf({ id, key, headers, value = new Uint8Array() }: DeliveredRecord): string {
  const sum = createHash('sha256').update(value).digest('hex')
  return JSON.stringify([id, key, headers, sum])
}

function lastValues(records: readonly DeliveredRecord[]): ReadonlyMap<string, string> {
  return new Map(records.map((record) => [record.key, bytesOf(record)]))
}

/** Everything on the topic so far; the records of one person in the order of the topic. */
async function recordsOf(topic: string): Promise<readonly DeliveredRecord[]> {
  const { feed, close } = await openBackbone({ kind: 'embedded', folder })
  const done = new AbortController()
  const records: DeliveredRecord[] = []
  const take = async (record: DeliveredRecord) => void records.push(record)
  const group = crypto.randomUUID()
  const consuming = feed.consume({ topics: [topic], group, take, signal: done.signal })
  for (let before = -1; before < records.length; ) {
    before = records.length
    await pause(QUIET_MS)
  }
  done.abort()
  await consuming
  await close()
  return records
}
