import { CLOCK_RULES, startsOf, stopsOf } from '@xianjie/contracts'
import { test } from 'tap'
import { catalogue, entryOf } from './catalogue.ts'

const idsWhere = (is: (rule: (typeof CLOCK_RULES)[number]) => boolean): readonly string[] =>
  [...new Set(CLOCK_RULES.filter(is).map(({ id }) => id))].sort()

await test('the table of clocks has a row for each of T01 to T74', async (t) => {
  const ids = Array.from({ length: 74 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`)
  t.same([...new Set(CLOCK_RULES.map(({ id }) => id))], ids)
  const named = CLOCK_RULES.map(({ id, part }) => `${id}/${part}`)
  t.equal(new Set(named).size, named.length, 'the limits of one id have names of their own')
  for (const { id, title, trigger, missed, basis } of CLOCK_RULES) {
    for (const word of [title, trigger, missed]) t.ok(word.zh && word.en, id)
    t.ok(basis, id)
  }
})

await test('the table names only types of the catalogue', async (t) => {
  const named = CLOCK_RULES.flatMap((rule) => [...startsOf(rule), ...stopsOf(rule)])
  t.same(
    [...new Set(named)].filter((slug) => entryOf(slug) === undefined),
    [],
  )
})

await test('a type’s entry lists the clocks that the table starts and stops with it', async (t) => {
  for (const { slug, clocks } of catalogue) {
    const listed = new Set([...clocks.starts, ...clocks.stops])
    // The date of a comparison is in the document that ends it; what must be sent is itself the start.
    const both = idsWhere((rule) => startsOf(rule).includes(slug) && stopsOf(rule).includes(slug))
    const apart = (id: string) => !both.includes(id)
    t.same(
      both.filter((id) => !listed.has(id)),
      [],
      `${slug} starts and stops`,
    )
    const starts = idsWhere((rule) => startsOf(rule).includes(slug))
    const stops = idsWhere((rule) => stopsOf(rule).includes(slug))
    t.same(clocks.starts.filter(apart), starts.filter(apart), `${slug} starts`)
    t.same(clocks.stops.filter(apart), stops.filter(apart), `${slug} stops`)
  }
})
