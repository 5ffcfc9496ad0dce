/** A status as rows for people. */
import type { Circumstance, Circumstances, SubjectStatus } from '@xianjie/contracts'
import { findingRows } from './finding-rows.ts'
import type { Io } from './io.ts'
import { section } from './show.ts'
import {
  CIRCUMSTANCES,
  flagWord,
  kindWord,
  proceedingWord,
  restrictionWord,
  stateWord,
  supervisionWord,
} from './words.ts'

type Rows = readonly (readonly string[])[]
type Stated = Omit<SubjectStatus, 'holdsUntil'>

/** `GET /v1/subjects/{subjectId}/status` (api.md "Asking"). */
export type StatusAnswer = Stated & {
  readonly subjectId: string
  readonly validAt: string
  readonly knownAt: string
  readonly position: number
  readonly ageMs: number
}

export const statusLines = (answer: StatusAnswer, io: Io): readonly string[] => [
  ...section(io, `对象 subject ${answer.subjectId}`, [
    ...stateRows(answer),
    ['时点 valid at', answer.validAt],
    ['所知 known at', answer.knownAt],
    ['截至 position', `${answer.position} (${answer.ageMs} ms)`],
  ]),
  ...section(io, '八项情形 the eight circumstances', circumstanceRows(answer.circumstances)),
  ...section(io, '未办结期限 open deadlines', deadlineRows(answer.openDeadlines)),
  ...section(io, '提示 findings', findingRows(answer.findings)),
  ...section(
    io,
    '依据 basis',
    answer.basis.map(({ number, type, documentId }) => [number, type, documentId]),
  ),
]

export function stateRows(status: Stated): Rows {
  const { kind, state, stateSince, overlays, counters, period, executionPlace, ended } = status
  return [
    ['类别 kind', kindWord(kind)],
    ['状态 state', `${stateWord(state)}${stateSince ? `  自 since ${stateSince}` : ''}`],
    ['监管 supervision', supervisionWord(overlays.supervision)],
    ['限制人身自由 restriction', restrictionWord(overlays.restriction)],
    ['办理中 proceedings', listed(overlays.proceeding.map(proceedingWord))],
    ['标记 flags', listed(overlays.flags.map(flagWord))],
    ['奖惩 counters', counted(counters)],
    ['矫正期限 period', period ? `${period.from ?? '?'} – ${period.to ?? '?'}` : '—'],
    ['执行地 place', placeOf(executionPlace)],
    ...(ended ? [['终止依据 ended', `${ended.on} ${ended.reason} ${ended.documentId}`]] : []),
  ]
}

const counted = ({ commendations, reprimands, warnings }: Stated['counters']): string =>
  `表扬 commendations ${commendations} · 训诫 reprimands ${reprimands} · 警告 warnings ${warnings}`

const placeOf = (place: Stated['executionPlace']): string =>
  [place?.region, place?.agency].filter(Boolean).join(' ') || '—'

const listed = (words: readonly string[]): string => words.join(' · ') || '—'

const circumstanceRows = (circumstances: Circumstances): Rows =>
  Object.entries(CIRCUMSTANCES).map(([name, words]) => {
    const found = circumstances[name as keyof Circumstances]
    return [words, found?.present ? '有 yes' : '无 no', found ? described(found) : '']
  })

function described({ since, until, detail = {} }: Circumstance): string {
  const dates = [since && `自 since ${since}`, until && `至 until ${until}`]
  const details = Object.entries(detail).map(([name, value]) => `${name}=${value}`)
  return [...dates, ...details].filter(Boolean).join('  ')
}

export const deadlineRows = (deadlines: Stated['openDeadlines'] = []): Rows =>
  deadlines.map(({ clock, dueAt, state, responsible, basis }) => [
    clock,
    state === 'missed' ? '逾期 missed' : '未到期 open',
    dueAt ?? '节假日安排未公布 calendar not published',
    responsible,
    basis,
  ])
