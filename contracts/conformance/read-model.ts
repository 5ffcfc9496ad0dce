/** What every `ReadModel` promises (ports/read-model.ts), to be run by each adapter's tests. */
import type { ReadModel, ViewDefinition } from '../src/index.ts'
import { type Check, pattern, sameBytes } from './check.ts'

/** A place where views are kept; `open` closes the view that is open there before. */
export type ViewPlace = {
  open(definition: ViewDefinition): ReadModel
  dispose(): void
}

const SCHEMA = `
  CREATE TABLE person (
    id     TEXT PRIMARY KEY,
    number REAL,
    bytes  BLOB
  ) STRICT;
`
const FIRST: ViewDefinition = { name: 'conformance', version: 1, schema: SCHEMA }
const SECOND: ViewDefinition = { ...FIRST, version: 2 }

export async function readModelPromises(t: Check, place: () => ViewPlace): Promise<void> {
  await transactionPromises(t, place)
  await versionPromises(t, place)
}

async function transactionPromises(t: Check, place: () => ViewPlace): Promise<void> {
  await withPlace(t, place, 'work that throws changes nothing', async (t, views) => {
    const view = views.open(FIRST)
    view.transact(5, () => add(view, 'a'))
    t.throws(() =>
      view.transact(6, () => {
        add(view, 'b')
        throw new Error('poison')
      }),
    )
    t.equal(view.position(), 5)
    t.same(ids(view), ['a'])
    view.transact(7, () => add(view, 'c'))
    t.same(ids(view), ['a', 'c'])
  })

  await withPlace(t, place, 'work that is asynchronous is refused', async (t, views) => {
    const view = views.open(FIRST)
    const later = async () => add(view, 'a')
    t.throws(() => view.transact(1, later as () => void))
    t.equal(view.position(), 0)
    t.same(ids(view), [])
  })

  await withPlace(t, place, 'a fresh view is empty at position 0', async (t, views) => {
    const view = views.open(FIRST)
    t.equal(view.position(), 0)
    t.same(ids(view), [])
    t.equal(view.prepare('SELECT * FROM person WHERE id = ?').get('a'), undefined)
  })

  await withPlace(t, place, 'position and rows are there after a restart', async (t, views) => {
    const view = views.open(FIRST)
    for (const [n, id] of ['a', 'b', 'c'].entries()) view.transact(n + 1, () => add(view, id))
    const again = views.open(FIRST)
    t.equal(again.position(), 3)
    t.same(ids(again), ['a', 'b', 'c'])
  })

  await withPlace(t, place, 'values come back as they went in', async (t, views) => {
    const view = views.open(FIRST)
    const sql = 'INSERT INTO person (id, number, bytes) VALUES (?, ?, ?)'
    view.transact(1, () => view.prepare(sql).run('张某', 1.5, pattern(300)))
    view.transact(2, () => view.prepare(sql).run('', null, null))
    const row = view.prepare('SELECT number, bytes FROM person WHERE id = ?').get('张某')
    t.equal(row?.number, 1.5)
    t.ok(sameBytes(row?.bytes as Uint8Array, pattern(300)))
    const empty = view.prepare('SELECT number, bytes FROM person WHERE id = ?').get('')
    t.same({ ...empty }, { number: null, bytes: null })
    t.equal(view.prepare('SELECT id FROM person').all().length, 2)
  })
}

async function versionPromises(t: Check, place: () => ViewPlace): Promise<void> {
  await withPlace(t, place, 'another version starts from an empty view', async (t, views) => {
    const view = views.open(FIRST)
    view.transact(9, () => add(view, 'a'))
    const next = views.open(SECOND)
    t.equal(next.position(), 0)
    t.same(ids(next), [])
  })

  await withPlace(t, place, 'views of other names keep out of each other', async (t, views) => {
    const view = views.open(FIRST)
    view.transact(9, () => add(view, 'a'))
    const other = views.open({ ...SECOND, name: 'conformance-other' })
    other.transact(1, () => add(other, 'b'))
    const again = views.open(FIRST)
    t.equal(again.position(), 9)
    t.same(ids(again), ['a'])
  })
}

const add = (view: ReadModel, id: string): void =>
  view.prepare('INSERT INTO person (id) VALUES (?)').run(id)

const ids = (view: ReadModel): readonly unknown[] =>
  view
    .prepare('SELECT id FROM person ORDER BY id')
    .all()
    .map(({ id }) => id)

function withPlace(
  t: Check,
  place: () => ViewPlace,
  title: string,
  run: (t: Check, views: ViewPlace) => Promise<void>,
): PromiseLike<unknown> {
  return t.test(title, async (inner) => {
    const views = place()
    try {
      await run(inner, views)
    } finally {
      views.dispose()
    }
  })
}
