/** What the routes about deadlines answer, as JSON Schema, for the API's description. */
import { DEADLINE_MODES, DEADLINE_STATES, LIMIT_UNITS } from '@xianjie/contracts'
import {
  date,
  list,
  type Members,
  named,
  orNull,
  text,
  time,
  view,
  whole,
  word,
} from './answer-words.ts'
import type { JsonSchema } from './json-schema.ts'

const subjectId = word('deadline', 'subjectId')
const documents = list(word('document', 'documentId'))
const yesNo = (title: string): JsonSchema => ({ title, type: 'boolean' })

const run: Members = {
  key: text('期限实例 · names this run of the clock for ever'),
  clock: text('期限 · clock (T01…T74)'),
  mode: {
    title: '性质 · whether it is missed when nothing stops it, compared, a threshold, or advice',
    type: 'string',
    enum: DEADLINE_MODES,
  },
  binding: yesNo('是否法定 · false for a policy value that is never missed'),
  state: { title: '状态 · state', type: 'string', enum: DEADLINE_STATES },
  startedAt: time('起算 · started'),
  startedBy: documents,
  dueAt: orNull(time('届满 · due; null while that year’s calendar is not published')),
  stoppedAt: orNull(time('办结 · stopped')),
  stoppedBy: documents,
  responsible: text('责任主体 · code of the agency that must act, `subject`, or a role'),
  basis: text('依据 · article'),
}

export const deadlineList = named('DeadlineList', {
  deadlines: list(named('ListedDeadline', { subjectId, ...run })),
  next: orNull(text('下一页 · `after` of the next page; null on the last one')),
  ...view,
})

const counting = named(
  'Counting',
  {
    unit: { title: '单位 · unit of the limit', type: 'string', enum: LIMIT_UNITS },
    limit: whole('期限 · length, in its unit'),
    from: date('起算日 · counted from this day, which is not counted itself (刑诉法105)'),
    rolls: yesNo('节假日顺延 · whether the last day rolls over holidays'),
    backwards: { title: '自终点倒计 · counted backwards from an end', const: true },
    term: { title: '刑期或考验期 · counted as a term: the first day counts', const: true },
    hour: time('起算整点 · full hour from which hours run'),
    fixed: date('载明日期 · last day that a document fixes'),
  },
  ['backwards', 'term', 'hour', 'fixed'],
)
const bothWords = named('Words', { zh: text('中文'), en: text('English') })
const countedDay = named('CountedDay', {
  date: date('日期 · day'),
  number: orNull(whole('第几日 · which day of the limit; null: not counted')),
  mark: text('计法 · what the count does with it'),
  words: bothWords,
})
export const subjectDeadlines = named('SubjectDeadlines', {
  subjectId,
  deadlines: list(
    named(
      'SubjectDeadline',
      {
        ...run,
        title: bothWords,
        consequence: bothWords,
        counting,
        count: list(countedDay),
      },
      ['count'],
    ),
  ),
  validAt: time('所问时点 · moment asked about'),
  knownAt: time('知悉时点 · as known when'),
  ...view,
})
