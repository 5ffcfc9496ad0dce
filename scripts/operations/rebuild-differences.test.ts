import { test } from 'tap'
import { differencesOf, differenceText } from './rebuild-differences.ts'

test('equal answers do not differ, in whatever order their members stand', async (t) => {
  t.same(
    differencesOf({ a: { b: 1, c: [{ d: 1, e: 2 }] } }, { a: { c: [{ e: 2, d: 1 }], b: 1 } }),
    [],
  )
})

test('each member that differs is named, and so is one that only one side has', async (t) => {
  const old = { state: 'A', counters: { warnings: 0, reprimands: 1 }, period: null, gone: 1 }
  const fresh = {
    state: 'B',
    counters: { warnings: 1, reprimands: 1 },
    period: { to: 'x' },
    come: 2,
  }
  t.same(differencesOf(old, fresh), [
    { member: 'state', old: 'A', new: 'B' },
    { member: 'counters.warnings', old: 0, new: 1 },
    { member: 'period', old: null, new: { to: 'x' } },
    { member: 'gone', old: 1 },
    { member: 'come', new: 2 },
  ])
})

test('a difference is written as old and new; of lists only what one of them lacks', async (t) => {
  const text = (old: unknown, fresh: unknown) => differenceText({ member: 'm', old, new: fresh })
  t.equal(text('A', 'B'), 'A → B')
  t.equal(text(undefined, 1), '— → 1')
  t.equal(text(null, { to: 'x' }), 'null → {"to":"x"}')
  t.equal(text([1, 2, { a: 1 }], [{ a: 1 }, 2, 3]), '[1] → [3]')
  t.equal(text([1, 2], [2, 1]), '[1,2] → [2,1]', 'an order that differs is shown whole')
})
