import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ReadModel, ViewDefinition } from '@xianjie/contracts'
import { readModelPromises } from '@xianjie/contracts/conformance/read-model'
import t, { type Test } from 'tap'
import { bootId } from './boot.ts'
import { openReadModel } from './index.ts'

const VIEW: ViewDefinition = {
  name: 'people',
  version: 1,
  schema: 'CREATE TABLE person (id TEXT PRIMARY KEY, note TEXT) STRICT',
}

function viewPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-view-'))
  let view: ReadModel | undefined
  return {
    open: (definition: ViewDefinition) => {
      view?.close()
      view = openReadModel(folder, definition)
      return view
    },
    dispose: () => {
      view?.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function newFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-view-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function fill(folder: string, count = 1_000): ReadModel {
  const view = openReadModel(folder, VIEW)
  const add = view.prepare('INSERT INTO person VALUES (?, ?)')
  view.transact(count, () => {
    for (let n = 0; n < count; n += 1) add.run(`person ${n}`, 'x'.repeat(100))
  })
  return view
}

const countOf = (view: ReadModel): unknown =>
  view.prepare('SELECT count(*) AS count FROM person').get()?.count

await t.test('the embedded view keeps what every one promises', (t) =>
  readModelPromises(t, viewPlace),
)

await t.test('a view that is open keeps others out', async (t) => {
  const folder = newFolder(t)
  const view = fill(folder)
  t.throws(() => openReadModel(folder, VIEW), { code: 'folder-in-use' })
  view.close()
  view.close()
  openReadModel(folder, VIEW).close()
})

await t.test('a view neither nests transactions nor runs backwards', async (t) => {
  const view = fill(newFolder(t))
  t.throws(() => view.transact(999, () => {}), /only moves forward/)
  t.throws(() => view.transact(1_001, () => view.transact(1_002, () => {})), /cannot hold another/)
  t.equal(view.position(), 1_000)
  view.transact(1_000, () => view.prepare('DELETE FROM person').run())
  t.equal(countOf(view), 0)
  view.close()
})

await t.test('a file that is no database begins anew', async (t) => {
  const folder = newFolder(t)
  fill(folder).close()
  writeFileSync(join(folder, 'people-v1.sqlite'), 'not a database, and long enough to be read')
  const view = openReadModel(folder, VIEW)
  t.equal(view.position(), 0)
  t.equal(countOf(view), 0)
  view.close()
})

await t.test('a damaged file begins anew, and only that', async (t) => {
  const folder = newFolder(t)
  fill(folder).close()
  truncateSync(join(folder, 'people-v1.sqlite'), 20_000)
  const view = openReadModel(folder, VIEW)
  t.equal(view.position(), 0)
  view.close()
})

/** The file as a process leaves it that is killed, under this start of the machine. */
function leftOpen(folder: string, boot: string): void {
  fill(folder).close()
  const db = new DatabaseSync(join(folder, 'people-v1.sqlite'))
  db.prepare('UPDATE view_progress SET clean = 0, boot = ?').run(boot)
  db.close()
}

await t.test('a view whose process was killed goes on', async (t) => {
  const folder = newFolder(t)
  leftOpen(folder, bootId())
  const view = openReadModel(folder, VIEW)
  t.equal(view.position(), 1_000)
  t.equal(countOf(view), 1_000)
  view.close()
})

await t.test('a view whose machine went down under it begins anew', async (t) => {
  const folder = newFolder(t)
  leftOpen(folder, 'another start')
  const view = openReadModel(folder, VIEW)
  t.equal(view.position(), 0)
  t.equal(countOf(view), 0)
  view.close()
})

await t.test('a view of an older release begins anew', async (t) => {
  const folder = newFolder(t)
  fill(folder).close()
  const db = new DatabaseSync(join(folder, 'people-v1.sqlite'))
  db.exec('ALTER TABLE view_progress DROP COLUMN boot; UPDATE view_progress SET clean = 0')
  db.close()
  const view = openReadModel(folder, VIEW)
  t.equal(view.position(), 0)
  view.close()
})

await t.test('a changed schema begins anew even when the version was forgotten', async (t) => {
  const folder = newFolder(t)
  fill(folder).close()
  const schema = 'CREATE TABLE person (id TEXT PRIMARY KEY) STRICT'
  const view = openReadModel(folder, { ...VIEW, schema })
  t.equal(view.position(), 0)
  view.close()
})

await t.test('files of other versions are deleted', async (t) => {
  const folder = newFolder(t)
  fill(folder).close()
  openReadModel(folder, { ...VIEW, name: 'people-of-old' }).close()
  openReadModel(folder, { ...VIEW, version: 2 }).close()
  t.same(readdirSync(folder).sort(), ['people-of-old-v1.sqlite', 'people-v2.sqlite'])
})
