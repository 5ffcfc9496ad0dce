/** Clocks of law.md §2 that no exchanged paper starts: they are listed, and never run. */
import t from 'tap'
import { CLOCK_RULES } from './rules.ts'

const nameOf = ({ id, part }: { readonly id: string; readonly part?: string }) =>
  part === undefined ? id : `${id}/${part}`

t.test('T72, T73, T74 and parts of others start by nothing that is exchanged', async (t) => {
  const unstarted = CLOCK_RULES.filter(({ start, renews }) => start === null && !renews)
  t.same(unstarted.map(nameOf), [
    'T04/consult',
    'T18/organise',
    'T44/longest-request',
    'T72',
    'T73',
    'T74',
  ])
})

t.test('all the same each says who must act, within what, by which article', async (t) => {
  for (const rule of CLOCK_RULES) {
    const { title, trigger, missed, responsible, basis } = rule
    for (const words of [title, trigger, missed]) t.ok(words.zh && words.en, nameOf(rule))
    t.ok(responsible && basis, nameOf(rule))
  }
  const [file] = CLOCK_RULES.filter(({ id }) => id === 'T72')
  t.match(file, { responsible: 'PN/DH', limit: { count: 3, unit: 'CD' }, mode: 'advisory' })
})
