/** T59-T64: before and at the end of the correction (CCL 44-45, 51; CCM 53; TPE14 27-28; OP26-16, -20, -22). */
import type { Entry } from '../../subject/entry.ts'
import { laterOf } from '../../subject/marks.ts'
import type { Episode } from '../../subject/model.ts'
import { CUT_SHORT } from '../../subject/model.ts'
import { lastDay } from '../../subject/period.ts'
import type { Instant, LegalDate } from '../../time.ts'
import { addDays, addMonths, instantOf, legalDate, startOf } from '../../time.ts'
import { DO, PN_DH, PR, receivedByAll } from '../addressees.ts'
import type { ClockRule, Start, Started, Stop, View } from '../clock-rule.ts'
import type { Meant } from '../received.ts'
import { clock, days, months, NOTHING, OP26, words } from '../row.ts'
import { backFrom, DECISIONS, ENROLLING, each, madeAt, opened, opening } from '../starts.ts'
import { anyTime, itself, made, receiptAt, sent, stop } from '../stops.ts'

/** Days before the end at which it is prepared (OP26-16; CCM 53). */
const REVIEW_DAYS = 30
const EXTENSION = 'tpe-extension-decision'
const TPE = ['decision-tpe-court', 'decision-tpe-prison', 'decision-tpe-police', EXTENSION]

type Term = { readonly by: Entry; readonly end: LegalDate; readonly opens: Instant }

/** T59: every fixed 暂外 term that ends more than thirty days before the sentence. */
const fixedTerms: Start = {
  slugs: TPE,
  find: (view) =>
    termsOf(view)
      .filter(({ end }) => endsBeforeSentence(end, view.episode))
      .map(({ by, end, opens }) => {
        const agency = view.episode.place?.agency ?? null
        return opened({ at: opens, by: [by], agency, from: end }, addDays(end, -REVIEW_DAYS))
      }),
}

function termsOf(view: View): readonly Term[] {
  const open = opening(view)
  const { decision, kind, amendments } = view.episode
  if (!open || kind !== 'tpe') return []
  const extensions = amendments.filter(({ fact }) => fact.type === EXTENSION)
  return [...(decision ? [decision] : []), ...extensions].flatMap((by) => {
    const end = legalDate(by.fact.body.periodTo ?? '')
    const extended = by === decision ? open.at : madeAt(by)
    return end ? [{ by, end, opens: laterOf(extended, open.at) }] : []
  })
}

const endsBeforeSentence = (end: LegalDate, { period }: Episode): boolean =>
  period.sentenceTo === null || end < addDays(period.sentenceTo, -REVIEW_DAYS)

/** The term that a letter is about: the one that it prints, else any that had begun. */
const letter = stop(
  ['tpe-expiry-letter'],
  receiptAt(DO),
  ({ fact, original }, { by: [start], from }) =>
    fact.body.periodTo === undefined || start?.fact.body.periodTo === undefined
      ? start !== undefined && original.madeOn >= start.original.madeOn
      : fact.body.periodTo === from,
)

/** A term that was extended before the letter was due ends no more. */
const extended: Stop = {
  slugs: [EXTENSION],
  find: ({ episode }, { by: [start] }) => {
    const later = episode.amendments.find(
      ({ fact, original }) =>
        fact.type === EXTENSION &&
        start !== undefined &&
        fact !== start.fact &&
        original.madeOn >= start.original.madeOn,
    )
    return later ? { at: madeAt(later), by: [later] } : null
  },
}

/** T60: the month before the end of the sentence, where a prison or detention house releases. */
const sentenceWindow: Start = {
  slugs: ['decision-tpe-prison', 'decision-tpe-police'],
  find: ({ episode }) => {
    const { decision, enrolledAt, period, place } = episode
    if (!decision || decision.fact.type === 'decision-tpe-court') return []
    if (episode.kind !== 'tpe' || period.sentenceTo === null || enrolledAt === null) return []
    const window = startOf(addMonths(period.sentenceTo, -1))
    const at = laterOf(window, enrolledAt)
    const fixed = period.sentenceTo
    return [{ at, by: [decision], agency: place?.agency ?? null, from: fixed, fixed }]
  },
}

const appraisal: Start = {
  slugs: ENROLLING,
  find: (view) => {
    const started = backFrom(view, lastDay(view.episode), (end) => addDays(end, -REVIEW_DAYS))
    return started ? [started] : []
  },
}

/** T62: closed on the last day, or the first working day after; made early counts. */
const closing: Start = {
  slugs: [...DECISIONS, ...ENROLLING],
  find: ({ episode }) => {
    const last = lastDay(episode)
    const by = episode.decision ?? episode.enrolments[0]
    if (last === null || !by || CUT_SHORT.has(episode.state) || !hasRun(episode, last)) return []
    return [{ at: startOf(last), by: [by], agency: episode.place?.agency ?? null, from: last }]
  },
}

/** The correction still ran on its last day. */
const hasRun = ({ state, endedAt, effectiveOn, enrolledAt }: Episode, last: LegalDate): boolean =>
  (effectiveOn !== null || enrolledAt !== null) &&
  (state !== 'RELEASED' || endedAt === null || endedAt >= startOf(last))

const certificate: Stop = {
  slugs: ['release-certificate', 'release-notice-cc', 'prison-release-certificate'],
  find: ({ episode }) => {
    const by = episode.state === 'RELEASED' ? episode.ended?.entry : undefined
    return by ? { at: madeAt(by), by: [by] } : null
  },
}

/** T64: two months before the end, six where the identity is unknown (OP26-22). */
const deportation: Start = {
  slugs: ENROLLING,
  find: (view) => {
    const { members } = view.episode
    if (!members.some(({ fact }) => fact.body.deportation === true)) return []
    const isUnknown = members.some(({ fact }) => fact.body.identityUnknown === true)
    const limit = months(isUnknown ? 6 : 2)
    const started = backFrom(view, lastDay(view.episode), (end) => addMonths(end, -limit.count))
    return started ? [{ ...started, limit }] : []
  },
}

/** A prison or detention house has to be told only where one holds the file (TPE14 28). */
const deathTold = stop(
  ['death-notice'],
  (document, view) => {
    const { decision } = view.episode
    const hasPrison = decision !== null && decision.fact.type !== 'decision-tpe-court'
    const organs: readonly Meant[] = hasPrison ? [DO, PN_DH, PR] : [DO, PR]
    return receivedByAll(view, document, organs)
  },
  itself,
)

const discovered = each(['death-notice'], (document, { episode }): Started | null => {
  const { discoveredOn } = document.fact.body
  if (episode.kind !== 'tpe' || discoveredOn === undefined) return null
  return { at: instantOf(discoveredOn), by: [document], agency: document.fact.issuer.code }
})

export const ENDING_CLOCKS: readonly ClockRule[] = [
  clock('T59', {
    title: words('暂外期满前函告', 'Letter before an approved term ends'),
    trigger: words('暂予监外执行有确定期限', '暂外 with a fixed term'),
    responsible: 'CC-x',
    limit: days(REVIEW_DAYS),
    backwards: true,
    start: fixedTerms,
    stop: letter,
    closes: extended,
    basis: '司发通〔2026〕8号-16',
    inForce: { from: OP26, before: null },
  }),
  clock('T60', {
    title: words('刑期届满通知', 'Reminder that the sentence ends'),
    trigger: words('暂外对象刑期将满', 'the sentence of a person under 暂外 is about to end'),
    responsible: 'CC-x',
    limit: months(1),
    backwards: true,
    start: sentenceWindow,
    stop: stop(['prison-release-reminder'], receiptAt(PN_DH), anyTime),
    missed: words('可能造成超期', 'late release'),
    basis: '暂予监外执行规定27',
  }),
  clock('T61', {
    title: words('期满书面鉴定', 'Final appraisal'),
    trigger: words('矫正期限将满', 'the correction period is about to end'),
    responsible: 'CC-x',
    limit: days(REVIEW_DAYS),
    backwards: true,
    start: appraisal,
    stop: made('final-appraisal'),
    missed: NOTHING,
    basis: '社区矫正法实施办法53',
  }),
  clock('T62', {
    title: words('解除矫正', 'Release'),
    trigger: words('矫正期限届满', 'the correction period ends'),
    responsible: 'CC-x',
    limit: days(0),
    outlives: true,
    start: closing,
    stop: certificate,
    basis: '社区矫正法44；社区矫正法实施办法53；司发通〔2026〕8号-20',
    inForce: { from: OP26, before: '社区矫正法44；社区矫正法实施办法53' },
  }),
  clock('T63', {
    title: words('死亡通知', 'Notice of a death'),
    trigger: words('发现暂外对象死亡', 'the death of a person under 暂外 is discovered'),
    responsible: 'CC-x',
    mode: 'compared',
    limit: days(5),
    outlives: true,
    start: discovered,
    stop: deathTold,
    basis: '暂予监外执行规定28',
  }),
  clock('T64', {
    title: words('驱逐出境移交', 'Papers for the deportation'),
    trigger: words(
      '附加驱逐出境的对象将期满',
      'the period of a person to be deported is about to end',
    ),
    responsible: 'CC-x',
    limit: months(2),
    backwards: true,
    start: deportation,
    stop: sent('deportation-handover'),
    basis: '司发通〔2026〕8号-22',
    inForce: { from: OP26, before: null },
  }),
]
