import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadModel, ViewDefinition } from '@xianjie/contracts'
import t, { type Test } from 'tap'
import { installView, openReadModel } from './index.ts'

const VIEW: ViewDefinition = {
  name: 'people',
  version: 1,
  schema: 'CREATE TABLE person (id TEXT PRIMARY KEY, note TEXT) STRICT',
}
const FILE = 'people-v1.sqlite'

/** A folder for the view in use, and one for the view that is built beside. */
function newFolders(t: Test) {
  const base = mkdtempSync(join(tmpdir(), 'xianjie-install-'))
  t.teardown(() => rmSync(base, { recursive: true, force: true }))
  return { used: join(base, 'used'), beside: join(base, 'beside') }
}

/** Brings a view forward by one transaction that adds people. */
function fill(folder: string, note: string, people: number): ReadModel {
  const view = openReadModel(folder, VIEW)
  const add = view.prepare('INSERT INTO person VALUES (?, ?)')
  view.transact(people, () => {
    for (let n = 0; n < people; n += 1) add.run(`person ${n}`, note)
  })
  return view
}

function contentOf(folder: string) {
  const view = openReadModel(folder, VIEW)
  const position = view.position()
  const rows = view.prepare('SELECT note, count(*) AS people FROM person GROUP BY note').all()
  view.close()
  return { position, notes: rows.map(({ note, people }) => `${people} ${note}`) }
}

const OLD = { position: 10, notes: ['10 old'] }
const NEW = { position: 700, notes: ['700 new'] }

await t.test('a view that is open is neither replaced nor moved', async (t) => {
  const { used, beside } = newFolders(t)
  const inUse = fill(used, 'old', 10)
  fill(beside, 'new', 700).close()
  t.throws(() => installView(used, VIEW, beside), { code: 'folder-in-use' })
  inUse.close()
  const building = openReadModel(beside, VIEW)
  t.throws(() => installView(used, VIEW, beside), { code: 'folder-in-use' })
  building.close()
  t.throws(() => installView(used, VIEW, used), { code: 'folder-in-use' })
  t.same([contentOf(used), contentOf(beside)], [OLD, NEW], 'both are as they were')
})

await t.test('a view that another process has open is not replaced', async (t) => {
  const { used, beside } = newFolders(t)
  const inUse = fill(used, 'old', 10)
  fill(beside, 'new', 700).close()
  const entry = JSON.stringify(new URL('./index.ts', import.meta.url).href)
  const script = `
    const { installView } = await import(${entry})
    try { installView(...${JSON.stringify([used, VIEW, beside])}) }
    catch ({ code }) { console.log(code) }`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
  t.equal(stdout.toString().trim(), 'folder-in-use')
  inUse.close()
})

await t.test('nothing, another schema and a damaged file are not installed', async (t) => {
  const { used, beside } = newFolders(t)
  fill(used, 'old', 10).close()
  const nothing = { code: 'nothing-here' }
  t.throws(() => installView(used, VIEW, beside), nothing)
  fill(beside, 'new', 700).close()
  t.throws(() => installView(used, { ...VIEW, version: 2 }, beside), nothing)
  const schema = 'CREATE TABLE person (id TEXT PRIMARY KEY) STRICT'
  t.throws(() => installView(used, { ...VIEW, schema }, beside), nothing)
  writeFileSync(join(beside, FILE), 'not a database, and long enough to be read as one')
  t.throws(() => installView(used, VIEW, beside), nothing)
  t.same(contentOf(used), OLD)
})

await t.test('the new view takes the place of the old one, with its position', async (t) => {
  const { used, beside } = newFolders(t)
  fill(used, 'old', 10).close()
  fill(beside, 'new', 700).close()
  t.equal(installView(used, VIEW, beside), 700)
  t.same(readdirSync(beside), [])
  t.same(readdirSync(used), [FILE])
  t.same(contentOf(used), NEW)
  fill(beside, 'newest', 800).close()
  t.equal(installView(used, VIEW, beside), 800, 'and again')
  t.same(contentOf(used), { position: 800, notes: ['800 newest'] })
})

await t.test('where there is no view yet, it is the first one', async (t) => {
  const { used, beside } = newFolders(t)
  fill(beside, 'new', 700).close()
  t.equal(installView(used, VIEW, beside), 700)
  t.same(contentOf(used), NEW)
})

/** Lays the file and its log, as a process that is killed leaves them, into another folder. */
function leaveAsKilled(view: ReadModel, folder: string, to: string): void {
  openReadModel(to, VIEW).close()
  for (const file of [FILE, `${FILE}-wal`]) copyFileSync(join(folder, file), join(to, file))
  view.close()
}

await t.test('what a killed process left in the write-ahead log is installed too', async (t) => {
  const { used, beside } = newFolders(t)
  const built = `${beside}-killed`
  fill(used, 'old', 10).close()
  leaveAsKilled(fill(beside, 'new', 700), beside, built)
  t.ok(statSync(join(built, `${FILE}-wal`)).size > 0)
  t.equal(installView(used, VIEW, built), 700)
  t.same(contentOf(used), NEW)
})

await t.test('no write-ahead log of the old view is read into the new one', async (t) => {
  const { used, beside } = newFolders(t)
  const killed = `${used}-killed`
  leaveAsKilled(fill(used, 'old', 900), used, killed)
  fill(beside, 'new', 700).close()
  t.equal(installView(killed, VIEW, beside), 700)
  t.same(readdirSync(killed), [FILE])
  t.same(contentOf(killed), NEW)
})

await t.test('an old view that is damaged or gone is in nobody’s way', async (t) => {
  const { used, beside } = newFolders(t)
  fill(used, 'old', 900).close()
  truncateSync(join(used, FILE), 20_000)
  fill(beside, 'new', 700).close()
  t.equal(installView(used, VIEW, beside), 700)
  t.same(contentOf(used), NEW)

  rmSync(join(used, FILE))
  writeFileSync(join(used, `${FILE}-wal`), 'frames of a file that is gone')
  fill(beside, 'new', 700).close()
  t.equal(installView(used, VIEW, beside), 700)
  t.same(contentOf(used), NEW)

  writeFileSync(join(used, FILE), 'no database at all, and long enough to be read as one')
  fill(beside, 'new', 700).close()
  t.equal(installView(used, VIEW, beside), 700)
  t.same(contentOf(used), NEW)
})
