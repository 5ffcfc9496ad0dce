/** T66-T70: sealing, and what the procuratorate demands (SEAL22; SPP19 553-554, 624; SUP08). */
import { POLICIES } from '../../policies.ts'
import type { Entry } from '../../subject/entry.ts'
import { laterDate } from '../../subject/entry.ts'
import { flagsIn } from '../../subject/flags-at.ts'
import { dateOf, endOf, instant, instantOf, legalDate, startOf } from '../../time.ts'
import { PR, PS, receivedBy } from '../addressees.ts'
import type { ClockRule, Start, Stop } from '../clock-rule.ts'
import { lastDayOf } from '../counting.ts'
import type { Meant } from '../received.ts'
import { clock, days, NOTHING, words, workingDays } from '../row.ts'
import { each, onReceipt } from '../starts.ts'
import { itself, receiptAt, stop } from '../stops.ts'

const RELEASES = [
  'release-certificate',
  'release-notice-cc',
  'prison-release-certificate',
  'pardon',
]
const DEMANDS = ['rectification-notice', 'prosecutorial-suggestion']

/** Working on the record ends three days after the release, or after its later certificate (SEAL22 13). */
const SEALING_DAYS = 3

const sealing: Start = {
  slugs: RELEASES,
  find: ({ episode, line }) => {
    const { state, endedAt, ended } = episode
    if (state !== 'RELEASED' || endedAt === null || ended === null) return []
    if (!flagsIn(episode, line).some(({ flag }) => flag === 'SEAL_DUE')) return []
    const from = laterDate(dateOf(endedAt), ended.entry.original.madeOn)
    return [{ at: startOf(from), by: [ended.entry], agency: episode.place?.agency ?? null }]
  },
}

/** The platform seals at 00:00 after the due day, so nobody is ever late (law.md §3.2 SEALED). */
const sealed: Stop = {
  slugs: [],
  find: ({ line }, { at, by }) => {
    const due = lastDayOf(line.calendar, dateOf(at), SEALING_DAYS)
    return due ? { at: instant(endOf(due) - 1), by } : null
  },
}

const isOral = ({ fact }: Entry): boolean => fact.body.form === 'oral'

/** Any organ but the procuratorate itself. */
const ADDRESSED: Meant = ({ code, kind }, { issuer }) =>
  code !== issuer.code && kind !== 'procuratorate'

const written = each(DEMANDS, (document, view) => {
  const receipt = isOral(document) ? null : receivedBy(view, document, ADDRESSED)
  if (!receipt) return null
  const fixed = legalDate(document.fact.body.replyBy ?? '')
  return { at: receipt.at, by: [document], agency: receipt.agency, ...(fixed && { fixed }) }
})

const reply = stop(['reply'], receiptAt(PR))

export const OVERSIGHT_CLOCKS: readonly ClockRule[] = [
  clock('T66', {
    title: words('封存犯罪记录', 'Sealing of the record'),
    trigger: words('应封存对象执行完毕', 'the sentence of a minor to be sealed has been executed'),
    responsible: 'CC-x',
    limit: days(SEALING_DAYS),
    outlives: true,
    start: sealing,
    stop: sealed,
    basis: '未成年人犯罪记录封存办法13',
  }),
  clock('T67', {
    part: 'procuratorate',
    title: words('检察院封存', 'Sealing by the procuratorate'),
    trigger: words('收到封存通知书', 'the sealing notice is received'),
    responsible: 'PR-=',
    mode: 'advisory',
    limit: days(3),
    outlives: true,
    start: onReceipt(PR, ['sealing-notice']),
    basis: '未成年人犯罪记录封存办法11',
  }),
  clock('T67', {
    part: 'police',
    title: words('公安机关封存', 'Sealing by the police'),
    trigger: words('收到封存通知书', 'the sealing notice is received'),
    responsible: 'PS-=',
    mode: 'advisory',
    limit: days(3),
    outlives: true,
    start: onReceipt(PS, ['sealing-notice']),
    basis: '未成年人犯罪记录封存办法11',
  }),
  clock('T68', {
    title: words('答复封存记录查询', 'Answer to a query about a sealed record'),
    trigger: words('收到查询申请', 'the query is received'),
    responsible: 'holder',
    mode: 'compared',
    limit: workingDays(3),
    outlives: true,
    start: each(['sealed-query-decision'], (document) => {
      const { appliedOn } = document.fact.body
      const agency = document.fact.issuer.code
      return appliedOn === undefined ? null : { at: instantOf(appliedOn), by: [document], agency }
    }),
    stop: stop(['sealed-query-decision'], ({ original }) => startOf(original.madeOn), itself),
    missed: NOTHING,
    basis: '未成年人犯罪记录封存办法16',
  }),
  clock('T69', {
    title: words('口头纠正意见的改正', 'Correction after an oral opinion'),
    trigger: words('收到口头纠正意见', 'an oral opinion is received'),
    responsible: 'addressed-organ',
    limit: days(7),
    outlives: true,
    start: onReceipt(ADDRESSED, DEMANDS, isOral),
    stop: reply,
    missed: words('改以书面提出', 'a written notice follows'),
    basis: '检察规则624(2)',
  }),
  clock('T70', {
    part: 'reply',
    title: words('书面纠正意见的回复', 'Reply to a written notice'),
    trigger: words('收到书面通知', 'a written notice is received'),
    responsible: 'addressed-organ',
    limit: days(POLICIES.replyDays.default),
    outlives: true,
    start: written,
    stop: reply,
    missed: words('报上级检察院，通报上级机关', 'the superior procuratorate is told'),
    basis: '检察规则553-554；监外执行检察办法',
  }),
  clock('T70', {
    part: 're-check',
    title: words('检察院复查', 'Re-check by the procuratorate'),
    trigger: words('收到复查请求', 'a request for re-check is received'),
    responsible: 'PR',
    mode: 'advisory',
    limit: days(7),
    outlives: true,
    start: onReceipt(PR, ['reply'], ({ fact }) => fact.body.asksRecheck === true),
    missed: NOTHING,
    basis: '检察规则554',
  }),
]
