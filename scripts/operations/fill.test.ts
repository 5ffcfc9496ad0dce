import type { DocumentAccepted, EventId } from '@xianjie/contracts'
import { test } from 'tap'
import { type Filled, fill } from './fill.ts'
import { allOf, changed, eventNumber, filledPlace, holdingsAt, place } from './testing/log.ts'

const EVENTS = 200
const GAP = 1_000

/** Opens both for one test. */
async function both(t: Parameters<Parameters<typeof test>[0]>[0], events = EVENTS) {
  const from = await filledPlace(t, events)
  const to = await place(t, from)
  const [source, target] = [await from.open(), await to.open()]
  t.teardown(async () => {
    await source.close()
    await target.close()
  })
  return { source, target, holdings: await holdingsAt(source) }
}

const receiptPositions = (events: Awaited<ReturnType<typeof allOf>>) =>
  events.map(({ data }) => (JSON.parse(data) as DocumentAccepted).proof?.receiptPosition)

test('a target under another platform key takes nothing', async (t) => {
  const { holdings } = await both(t)
  const stranger = await (await place(t)).open()
  t.teardown(() => stranger.close())
  t.same(await fill(stranger, holdings), { ok: false, reason: 'other-platform-key' })
  t.equal(await stranger.log.head(), 0)
})

test('a target that holds something else, or more, takes nothing', async (t) => {
  const { source, target, holdings } = await both(t, 20)
  const { stream, revision: _, ...other } = eventNumber(4)
  await target.log.append(stream, 'no-stream', [other])
  t.same(await fill(target, holdings), { ok: false, reason: 'other-log', position: 1 })
  t.equal(await target.log.head(), 1)
  t.same(await Array.fromAsync(target.keys.exportWrapped()), [], 'no key came either')
  const less = changed(holdings, (event) => ({ ...event, id: `${event.id}x` as EventId }))
  t.same(await fill(source, less), { ok: false, reason: 'other-log', position: 1 })
})

test('a target that others write to meanwhile ends the copy', async (t) => {
  const { target, holdings } = await both(t)
  const { stream, revision: _, ...event } = eventNumber(195)
  const meddled = changed(holdings, (held, at) => {
    if (at === 100)
      void target.log.append(`other-${stream}`, 'no-stream', [{ ...event, id: 'x' as EventId }])
    return held
  })
  await t.rejects(fill(target, meddled), { code: 'target-in-use' })
})

test('a copy into an empty folder is the same log, position by position, byte by byte', async (t) => {
  const { source, target, holdings } = await both(t)
  t.match(await fill(target, holdings), { ok: true, events: EVENTS, before: 0, keys: 8 })
  t.same(await allOf(target.log), await allOf(source.log))
  t.same(
    receiptPositions(await allOf(target.log)).filter((one) => one !== undefined),
    [],
  )
})

for (const cut of [0, 64, 130]) {
  test(`a copy that was cut short before event ${cut} goes on, and ends as if it had not been`, async (t) => {
    const { source, target, holdings } = await both(t)
    const torn = changed(holdings, (event, at) => {
      if (at === cut) throw new Error('cut')
      return event
    })
    await t.rejects(fill(target, torn), { message: 'cut' })
    const there = await target.log.head()
    const filled = (await fill(target, holdings)) as Filled
    t.match(filled, { ok: true, before: there, events: EVENTS - there })
    t.same(await allOf(target.log), await allOf(source.log))
  })
}

test('receipts keep their position when events come to other ones, and when they move again', async (t) => {
  const { source, target, holdings } = await both(t, 30)
  const spread = changed(holdings, (event) => ({ ...event, position: event.position * GAP }))
  t.match(await fill(target, spread), { ok: true, events: 30 })
  const moved = await allOf(target.log)
  const expected = Array.from({ length: 30 }, (_, n) => (n % 10 === 0 ? undefined : (n + 1) * GAP))
  t.same(receiptPositions(moved), expected)
  for (const [n, event] of (await allOf(source.log)).entries()) {
    const { receiptPosition: _, ...proof } =
      (JSON.parse(moved[n]?.data ?? '') as DocumentAccepted).proof ?? {}
    t.same(
      { ...JSON.parse(moved[n]?.data ?? ''), ...(n % 10 ? { proof } : {}) },
      JSON.parse(event.data),
    )
    t.equal(moved[n]?.evidence, event.evidence)
  }
  const third = await (await place(t)).open()
  t.teardown(() => third.close())
  const again = changed(await holdingsAt(target), (event) => ({
    ...event,
    position: event.position + 7,
  }))
  const sameKey = {
    ...again,
    about: { ...again.about, platformKey: (await holdingsAt(third)).about.platformKey },
  }
  const keyless = { ...sameKey, keys: async function* () {} }
  t.match(await fill(third, keyless), { ok: true, events: 30 })
  t.same(receiptPositions(await allOf(third.log)), expected)
})

test('where nobody can tell positions before, every receipt is told its own', async (t) => {
  const { target, holdings } = await both(t, 30)
  const servers = { ...target, kind: 'distributed' as const }
  const torn = changed(holdings, (event, at) => {
    if (at === 17) throw new Error('cut')
    return event
  })
  await t.rejects(fill(servers, torn), { message: 'cut' })
  t.match(await fill(servers, holdings), { ok: true })
  const told = Array.from({ length: 30 }, (_, n) => (n % 10 === 0 ? undefined : n + 1))
  t.same(receiptPositions(await allOf(target.log)), told)
  t.match(await fill(servers, holdings), { ok: true, events: 0, before: 30 })
})
