import t from 'tap'
import type { Calendar } from '../deadlines/calendar.ts'
import type { Deadline } from '../deadlines/deadline.ts'
import type { Fact } from '../subject/fact.ts'
import { calendar, fact, idOf, moment } from '../subject/testing.ts'
import { caseA } from '../subject/testing-cases.ts'
import { onProbation } from '../subject/testing-courses.ts'
import { formatInstant, type Instant, instant } from '../time.ts'
import { APPROACHING, approachingAt } from './approaching.ts'
import { judgeDeadline, NEWS_MAX } from './judge.ts'
import { hear, type News, nameOf, topicOf } from './news.ts'
import { dataOf, readNews } from './read-news.ts'
import { NOT_WATCHED, type Watch, watchAt, watchUntil } from './watch.ts'

const LOOKS_MAX = 1_000

/** The watch as the log makes it: each fact at its own time, then up to `now`. */
function course(facts: readonly Fact[], now: string, with_: Calendar = calendar): Watch {
  const told = { calendar: with_, looksMax: LOOKS_MAX }
  let watch = NOT_WATCHED
  for (const [index, { recordedAt }] of facts.entries()) {
    watch = watchUntil(watch, facts.slice(0, index), recordedAt, told).watch
    watch = watchAt(watch, facts.slice(0, index + 1), recordedAt, with_)
  }
  return watchUntil(watch, facts, moment(now), told).watch
}

const line = (news: News): string => {
  const { at } = news.data
  const about = 'clock' in news.data ? news.data.clock : news.data.code
  const outcome = 'outcome' in news.data ? ` ${news.data.outcome}` : ''
  return `${at.slice(0, 16)} ${about} ${news.type.split('.')[1]}${outcome}`
}
const about = (watch: Watch, what: string): readonly string[] =>
  watch.told.pending.map(line).filter((each) => each.includes(` ${what} `))

const leave = fact('leave-approval', {
  id: 'l1',
  madeOn: '2026-05-10',
  body: { from: '2026-05-11', to: '2026-05-20', outcome: 'granted' },
})
const returned = (arrives: string, on: string) =>
  fact('leave-return-record', {
    id: 'l2',
    madeOn: on,
    arrives,
    refers: { answers: 'l1' },
    body: { returnedAt: on },
  })

t.test('a third of the limit, at least a day, at most a week', async (t) => {
  const day = 86_400_000
  const near = (days: number) => {
    const found = approachingAt({ startedAt: instant(0), dueAt: instant(days * day) })
    return ((found ?? 0) as number) / day
  }
  t.same(APPROACHING.default.leadMsMin, day)
  t.equal(near(30), 23, 'a week before')
  t.equal(near(9), 6, 'a third before')
  t.equal(near(2), 1, 'a day before')
  t.equal(near(0.5), 0, 'not before it runs')
  t.equal(approachingAt({ startedAt: instant(0), dueAt: null }), null)
})

t.test('a leave that is not ended: near, missed, and settled late', async (t) => {
  const facts = [...onProbation, leave]
  t.same(about(course(facts, '2026-06-30'), 'T29'), [
    ...about(course(facts, '2026-05-18'), 'T29'),
    '2026-05-21T00:00 T29 missed',
  ])
  t.match(about(course(facts, '2026-05-18'), 'T29'), [/^2026-05-1\d.* T29 approaching$/])
  const late = course([...facts, returned('2026-06-08', '2026-06-06')], '2026-06-30')
  t.same(about(late, 'T29').slice(1), [
    '2026-05-21T00:00 T29 missed',
    '2026-06-08T12:00 T29 settled late',
  ])
})

t.test('what comes late and was in time makes it met', async (t) => {
  const watch = course([...onProbation, leave, returned('2026-06-08', '2026-05-19')], '2026-06-30')
  t.same(about(watch, 'T29').slice(1), [
    '2026-05-21T00:00 T29 missed',
    '2026-06-08T12:00 T29 settled met',
  ])
  const settled = watch.told.pending.at(-1)
  t.match(
    watch.told.pending.find((each) => each.type === 'deadline.settled.v1'),
    {
      data: { dueAt: '2026-05-21T00:00:00.000+08:00' },
    },
  )
  t.ok(settled)
})

t.test('whoever looks once at the end sees what one who always looked has seen', async (t) => {
  const always = course(caseA, '2026-12-31')
  const days = Array.from({ length: 300 }, (_, index) =>
    formatInstant(instant(moment('2026-03-01') + index * 86_400_000)),
  )
  let watch = NOT_WATCHED
  const facts = caseA
  let known = 0
  for (const day of days) {
    const now = moment(day)
    const told = { calendar, looksMax: LOOKS_MAX }
    while (known < facts.length && (facts[known] as Fact).recordedAt <= now) {
      const at = (facts[known] as Fact).recordedAt
      watch = watchUntil(watch, facts.slice(0, known), at, told).watch
      known += 1
      watch = watchAt(watch, facts.slice(0, known), at, calendar)
    }
    watch = watchUntil(watch, facts.slice(0, known), now, told).watch
  }
  t.equal(known, facts.length)
  t.same(watch.told.pending, always.told.pending)
  t.ok(always.told.pending.length > 3)
})

t.test('another look says nothing again, a clock that was set back neither', async (t) => {
  const facts = [...onProbation, leave]
  const watch = course(facts, '2026-06-30')
  t.same(watchAt(watch, facts, moment('2026-06-30'), calendar).told, watch.told)
  t.same(watchAt(watch, facts, moment('2026-05-12'), calendar).told, watch.told)
  t.same(watchAt(watch, facts, moment('2026-07-30'), calendar).told, watch.told)
})

t.test(
  'a recalled start withdraws what was missed, and a recall of the stop misses it again',
  async (t) => {
    const facts = [...onProbation, leave, returned('2026-06-08', '2026-06-06')]
    const recall = (id: string, of: string, by: 'corrections', on: string) =>
      fact('document-recall', { id, madeOn: on, by, refers: { recalls: of } })
    const again = course([...facts, recall('r1', 'l2', 'corrections', '2026-06-15')], '2026-06-30')
    t.same(about(again, 'T29').slice(1), [
      '2026-05-21T00:00 T29 missed',
      '2026-06-08T12:00 T29 settled late',
      '2026-06-15T12:00 T29 missed',
    ])
    const gone = course(
      [...onProbation, leave, recall('r2', 'l1', 'corrections', '2026-06-15')],
      '2026-06-30',
    )
    t.equal(about(gone, 'T29').at(-1), '2026-06-15T12:00 T29 settled withdrawn')
  },
)

t.test('without a calendar of the year nothing is missed', async (t) => {
  const unserved = caseA.slice(0, 2)
  t.same(about(course(unserved, '2026-06-30'), 'T09').slice(1), ['2026-03-31T00:00 T09 missed'])
  t.same(about(course(unserved, '2026-06-30', { years: {} }), 'T09'), [])
})

t.test('a finding is raised once and settled when it is gone', async (t) => {
  const facts = [...onProbation, leave]
  const open = course(facts, '2026-06-30')
  const code = 'leave-not-closed'
  t.match(about(open, code), [/ leave-not-closed raised$/])
  const closed = course([...facts, returned('2026-06-08', '2026-06-06')], '2026-06-30')
  t.same(about(closed, code), [...about(open, code), '2026-06-08T12:00 leave-not-closed settled'])
})

t.test('the log has the last word', async (t) => {
  const watch = course([...onProbation, leave], '2026-06-30')
  const [first, second] = watch.told.pending.filter(
    ({ data }) => 'clock' in data && data.clock === 'T29',
  ) as [News, News]
  const one = hear(watch.told, first)
  t.same(
    one.pending,
    watch.told.pending.filter((each) => each !== first),
  )
  t.equal(one.last.get(topicOf(second)), second, 'what is still pending stays the last')
  const other = { ...second, data: { ...second.data, number: 7 } } as News
  const two = hear(watch.told, other)
  t.notOk(two.pending.some((each) => topicOf(each) === topicOf(second)))
  t.equal(two.last.get(topicOf(second)), other)
})

const run = (given: Partial<Deadline>): Deadline => ({
  key: 'T48:x',
  clock: 'T48',
  title: { zh: '', en: '' },
  mode: 'live',
  binding: true,
  startedAt: moment('2026-05-01'),
  startedBy: [idOf('p')],
  dueAt: moment('2026-05-31'),
  counting: { unit: 'CD', limit: 30, from: '2026-05-01' as never, rolls: true },
  stoppedAt: null,
  stoppedBy: [],
  state: 'open',
  responsible: '111399000000000515',
  basis: '社区矫正法48',
  consequence: { zh: '', en: '' },
  ...given,
})
const kinds = (news: readonly News[]): readonly string[] =>
  news.map((each) => ('outcome' in each.data ? each.data.outcome : (each.type.split('.')[1] ?? '')))

t.test('runs that bind nobody raise nothing', async (t) => {
  const now = moment('2026-07-01')
  for (const given of [
    { mode: 'advisory' },
    { mode: 'validity' },
    { binding: false },
    { dueAt: null },
  ] as const) {
    t.same(judgeDeadline(undefined, run({ ...given, state: 'missed' }), now), [])
    t.same(judgeDeadline(undefined, run(given), moment('2026-05-30')), [])
  }
})

t.test('late is missed and settled, whichever of its documents arrived first', async (t) => {
  const now = moment('2026-07-01')
  const late = run({ state: 'late', stoppedAt: moment('2026-06-02'), mode: 'compared' })
  const news = judgeDeadline(undefined, late, now)
  t.same(kinds(news), ['missed', 'late'])
  const last = news.at(-1) as never
  t.same(judgeDeadline(last, late, now), [])
  t.same(kinds(judgeDeadline(last, run({ state: 'met' }), now)), ['met'])
  t.same(kinds(judgeDeadline(last, run({ state: 'missed' }), now)), ['missed'])
})

t.test('a due time that was moved is no longer missed, and near again', async (t) => {
  const [missed] = judgeDeadline(undefined, run({ state: 'missed' }), moment('2026-06-01'))
  const moved = run({ dueAt: moment('2026-06-30') })
  t.same(kinds(judgeDeadline(missed as never, moved, moment('2026-06-02'))), ['open'])
  const both = judgeDeadline(missed as never, moved, moment('2026-06-25'))
  t.same(kinds(both), ['open', 'approaching'])
  t.match(both, [
    { data: { number: 2, dueAt: formatInstant(moment('2026-05-31')) } },
    { data: { number: 3, dueAt: formatInstant(moment('2026-06-30')) } },
  ])
})

t.test('rules that contradict each other come to an end', async (t) => {
  let last: News | undefined
  let count = 0
  for (let turn = 0; turn < NEWS_MAX * 2; turn += 1) {
    const state = turn % 2 === 0 ? 'missed' : 'met'
    const news = judgeDeadline(last as never, run({ state }), moment('2026-07-01'))
    count += news.length
    last = news.at(-1) ?? last
  }
  t.equal(count, NEWS_MAX)
})

t.test('news comes back from the log as it was, and nothing else comes as news', async (t) => {
  const facts = [...onProbation, leave, returned('2026-06-08', '2026-06-06')]
  const subject = `sub_${'a'.repeat(40)}` as never
  const recordedAt = formatInstant(0 as Instant)
  const all = course(facts, '2026-06-30').told.pending
  t.ok(new Set(all.map(({ type }) => type)).size >= 5, 'all five kinds')
  t.equal(new Set(all.map(nameOf)).size, all.length, 'each with a name of its own')
  for (const news of all) {
    const stored = JSON.parse(JSON.stringify(dataOf(news, subject, recordedAt)))
    t.same(readNews(news.type, stored), { subjectId: subject, recordedAt, news })
    for (const member of Object.keys(stored)) {
      const { [member]: _, ...rest } = stored
      if (member !== 'basis' || 'clock' in stored) t.throws(() => readNews(news.type, rest), member)
    }
    t.throws(() => readNews('deadline.forgiven.v1', stored))
  }
})
