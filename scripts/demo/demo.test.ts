import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { DOCUMENT_ACCEPTED, type EventLog } from '@xianjie/contracts'
import { createLog } from '@xianjie/log'
import { addressOf, readConfig, startPlatform } from '@xianjie/standalone'
import t, { type Test } from 'tap'
import { mulberry32 } from '../../services/standalone/testing/seeded.ts'
import { type Demo, playDemo, siteOf, stories } from './demo.ts'
import { paperOf } from './paper.ts'
import { type Played, play } from './play.ts'
import { askQuestions } from './questions.ts'
import type { DocumentRow, Story } from './story.ts'
import { lineOf } from './table.ts'
import { push, setClock } from './visitor.ts'
import { openWorkshop } from './workshop.ts'

const RESTARTS = 3
const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
t.comment(`seed ${seed}`)

const folder = t.testdir()
const read = readConfig({
  XIANJIE_DATA: join(folder, 'data'),
  XIANJIE_AGENCIES: join(folder, 'agencies'),
  XIANJIE_SANDBOX: 'true',
  XIANJIE_PORT: '0',
})
if (!read.ok) throw new Error('the test configuration is wrong')
const { config } = read
const log = createLog({ service: 'demo', level: 'silent' })
const workshop = await openWorkshop({
  folder: join(folder, 'workshop'),
  agencies: config.agencies,
  kind: 'p256',
})
const receiptsOf = ({ played }: Demo) =>
  played.flatMap((one) => ('receipt' in one ? [one.receipt] : []))
const repeatedOf = ({ played }: Demo) =>
  played.flatMap((one) => ('receipt' in one ? [one.repeated] : []))
const differencesOf = ({ played, answered }: Demo) =>
  [...played, ...answered].flatMap((one) => ('differences' in one ? one.differences : []))

t.test(
  'both cases are played as law.md §7 tells them, and playing again changes nothing',
  async (t) => {
    const shown: Played[] = []
    const first = await playDemo(config, log, workshop, (one) => shown.push(one))
    t.same(shown, first.played, 'each row is shown as it is played')
    t.same(differencesOf(first), [])
    t.ok(repeatedOf(first).every((repeated) => !repeated))
    const before = Date.now()
    const again = await playDemo(config, log, workshop, () => {})
    t.same(differencesOf(again), [])
    t.ok(repeatedOf(again).every((repeated) => repeated))
    t.same(receiptsOf(again), receiptsOf(first), 'the very same receipts')
    t.match(lineOf(again.played.find((one) => 'receipt' in one)!)[0], /already there/)
    await checkStanding(t, again, before)
  },
)

t.test('a restart between any two rows changes nothing of what follows', async (t) => {
  const own = { ...config, data: join(folder, 'restarted') }
  const rows = stories.flatMap((story) => story.rows).length
  const random = mulberry32(seed)
  const cuts = Array.from({ length: RESTARTS }, () => 1 + Math.floor(random() * (rows - 1)))
  for (const count of [...cuts.sort((a, b) => a - b), rows]) {
    const platform = await startPlatform(own, log)
    await platform.provision()
    await platform.app.listen({ host: own.host, port: own.port })
    const site = siteOf(addressOf(platform, own), platform, own, workshop)
    const played = await play(firstRows(count), site, () => {})
    t.equal(played.length, count)
    t.same(
      played.flatMap((one) => ('differences' in one ? one.differences : [])),
      [],
      `${count} of ${rows} rows`,
    )
    await platform.close()
  }
})

/** Both stories up to the row that comes so many-th in time. */
function firstRows(count: number): readonly Story[] {
  const inTime = stories
    .flatMap((story) => story.rows)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
  const kept = new Set<unknown>(inTime.slice(0, count))
  return stories.map((story) => ({ ...story, rows: story.rows.filter((row) => kept.has(row)) }))
}

/** Documents of the log, each as often as it was accepted; what the clock service says is left out. */
async function acceptedIn(log: EventLog): Promise<readonly string[]> {
  const found: string[] = []
  for await (const page of log.scan(0)) {
    for (const { type, stream } of page) {
      if (type === DOCUMENT_ACCEPTED) found.push(stream.replace(/^document-/, ''))
    }
  }
  return found.sort()
}

/** What a visitor finds when the demo is over. */
async function checkStanding(t: Test, demo: Demo, before: number) {
  const platform = await startPlatform(config, log)
  t.teardown(() => platform.close())
  t.ok(platform.clock.now() >= before, 'the clock runs at the present')
  const accepted = await acceptedIn(platform.backbone.log)
  t.same(accepted, [...new Set(receiptsOf(demo).map(({ documentId }) => documentId))].sort())
  await platform.provision()
  await platform.app.listen({ host: config.host, port: config.port })
  const site = siteOf(addressOf(platform, config), platform, config, workshop)
  const [story] = stories
  const row = story.rows.find((one) => one.is === 'document') as DocumentRow
  const changed = paperOf(story, { ...row, number: '（2026）冀9902刑初32号' })
  await t.rejects(push(site, row.by, changed), /409/, 'the id of a document is taken')
  await t.rejects(
    push(site, 'linheCourt', paperOf(story, row)),
    /403/,
    'only its issuer may push it',
  )
  t.equal(await setClock(site, row.by, 0 as never), false, 'the clock does not go back')
  t.same(
    (await askQuestions(demo.played, site)).flatMap(({ differences }) => differences),
    [],
  )
}
