/** T27-T30, T40, T41: leave, travel, and contact lost (CCL 27, 30; CCM 26-29, 38; OP26-13, -14). */
import { COUNTY_DAYS_MAX, isOffice, OFFICE_DAYS_MAX } from '../../competence/leave.ts'
import { POLICIES } from '../../policies.ts'
import type { Entry } from '../../subject/entry.ts'
import { actAt, earlierDate, laterDate } from '../../subject/entry.ts'
import { absencesIn, leavesIn } from '../../subject/overlays.ts'
import type { LegalDate } from '../../time.ts'
import { addDays, addMonths, dateOf, daysBetween, instant, instantOf, startOf } from '../../time.ts'
import { arrival, PS } from '../addressees.ts'
import type { ClockRule, Start, Stop, View } from '../clock-rule.ts'
import { clock, days, hours, months, OP26, words } from '../row.ts'
import { each, papers } from '../starts.ts'
import { itself, receiptAt, stop } from '../stops.ts'

const APPROVAL = ['leave-approval']

const WINDOW_MONTHS = 2

type Span = { readonly first: LegalDate; readonly last: LegalDate }

const spanOf = ({ fact: { body } }: Entry): Span | null => {
  if (body.from === undefined || body.to === undefined || body.outcome === 'refused') return null
  return { first: dateOf(instantOf(body.from)), last: dateOf(instantOf(body.to)) }
}

const lengthOf = ({ first, last }: Span): number => daysBetween(first, last) + 1

/** T27: asked for three days before the first day. */
const applied = each(APPROVAL, (document) => {
  const { appliedOn, from } = document.fact.body
  if (appliedOn === undefined || from === undefined) return null
  return { at: instantOf(appliedOn), by: [document], agency: null, from: dateOf(instantOf(from)) }
})

/** T28: as many days as the issuer may grant, all leaves of the two months taken together. */
const grantedLength = each(APPROVAL, (document, view) => {
  const span = spanOf(document)
  const most = span && daysAllowed(document, span, view)
  if (!span || most === null) return null
  const { issuer, documentId } = document.fact
  const fixed = addDays(span.first, most - 1)
  const at = startOf(span.first)
  return { at, by: [document], agency: issuer.code, from: span.first, fixed, key: documentId }
})

function daysAllowed({ fact }: Entry, span: Span, view: View): number | null {
  const { level } = fact.issuer
  if (level === 'municipal' || level === 'provincial') return null
  const window = { first: addDays(addMonths(span.last, -WINDOW_MONTHS), 1), last: span.last }
  let left = COUNTY_DAYS_MAX
  for (const other of papers(view, APPROVAL)) {
    if (other.fact !== fact) left -= daysWithin(other, window)
  }
  return Math.min(isOffice(fact.issuer) ? OFFICE_DAYS_MAX : COUNTY_DAYS_MAX, left)
}

function daysWithin(document: Entry, window: Span): number {
  const span = spanOf(document)
  if (!span) return 0
  const first = laterDate(span.first, window.first)
  const last = earlierDate(span.last, window.last)
  return first > last ? 0 : lengthOf({ first, last })
}

/** T29: back by 24:00 of the last approved day (CCM 28). */
const approved: Start = {
  slugs: APPROVAL,
  find: ({ episode, line }) =>
    leavesIn(episode, line).map(({ approval, dueAt, returned }) => ({
      at: actAt(approval, undefined),
      by: [approval],
      agency: null,
      fixed: dateOf(instant(dueAt - 1)),
      stopped: returned && { at: returned.at, by: [returned.by] },
    })),
}

/** A return is matched to its leave where the status is (law.md §3.2 ON_LEAVE). */
const returned: Stop = { slugs: ['leave-return-record'], find: (_, { stopped }) => stopped ?? null }

/** T40: contact lost, as a search bulletin says; several papers about one absence are one run. */
const lost = (isOne: (document: Entry) => boolean): Start => ({
  slugs: ['search-bulletin'],
  find: ({ episode, line }) =>
    absencesIn(episode, line).flatMap(({ from, documents }) => {
      const by = documents.filter((document) => isStartOf(document) && isOne(document))
      return by[0] ? [{ at: from.at, by, agency: by[0].fact.issuer.code }] : []
    }),
})

const isStartOf = ({ fact }: Entry): boolean =>
  fact.type === 'search-bulletin' && fact.body.since !== undefined

const sought = stop(
  ['search-bulletin', 'assist-search-letter'],
  (document, view) =>
    document.fact.effect === 'request-search'
      ? receiptAt(PS)(document, view, NOBODY)
      : (arrival(view, document)?.at ?? null),
  ({ fact, original }, { at }) =>
    (fact.effect === 'request-search' || fact.body.result === 'found') &&
    original.madeOn >= dateOf(at),
)
const NOBODY = { at: instant(0), by: [], agency: null }

/** The end of the absence, however it came about; no document is needed for it. */
const found: Stop = {
  slugs: [],
  find: ({ episode, line }, { by }) => {
    const absence = absencesIn(episode, line).find(({ documents }) =>
      documents.some((document) => by.includes(document)),
    )
    const end = absence?.documents.at(-1)
    return absence?.to && end ? { at: absence.to.at, by: [end] } : null
  },
}

const LATE_RETURN = words(
  '逾期四十八小时以上为脱管；训诫、警告',
  'over 48 hours late is 脱管; reprimand or warning',
)

export const LEAVE_CLOCKS: readonly ClockRule[] = [
  clock('T27', {
    title: words('外出申请', 'Application for leave'),
    trigger: words('需要外出', 'leave is wanted'),
    responsible: 'subject',
    mode: 'compared',
    limit: days(3),
    backwards: true,
    start: applied,
    stop: stop(APPROVAL, (document) => actAt(document, document.fact.body.appliedOn), itself),
    missed: words('可以不予批准', 'it may be refused'),
    basis: '社区矫正法实施办法27(1)',
  }),
  clock('T28', {
    title: words('外出审批权限', 'Length of leave that may be granted'),
    trigger: words('批准外出', 'leave is granted'),
    responsible: 'CC-x',
    mode: 'validity',
    graded: true,
    limit: null,
    start: grantedLength,
    stop: stop(
      APPROVAL,
      (document) => {
        const span = spanOf(document)
        return span && startOf(span.last)
      },
      itself,
    ),
    missed: words('越权审批', 'approved beyond competence'),
    basis: '社区矫正法实施办法27',
  }),
  clock('T29', {
    title: words('按期返回销假', 'Return from leave'),
    trigger: words('批准外出', 'leave is granted'),
    responsible: 'subject',
    limit: null,
    start: approved,
    stop: returned,
    missed: LATE_RETURN,
    basis: '社区矫正法实施办法28；司发通〔2026〕8号-13(3)',
    inForce: { from: OP26, before: '社区矫正法实施办法28' },
  }),
  clock('T30', {
    title: words('经常性跨市县活动有效期', 'Recurring travel permit'),
    trigger: words('批准经常性跨市县活动', 'recurring travel is approved'),
    responsible: 'CC-x',
    mode: 'validity',
    limit: months(6),
    term: true,
    start: each(['recurring-travel-approval'], (document) => {
      if (document.fact.body.outcome === 'refused') return null
      const at = startOf(dateOf(actAt(document, document.fact.body.from)))
      return { at, by: [document], agency: document.fact.issuer.code }
    }),
    missed: words('期满后外出视为未经批准', 'later travel is without approval'),
    basis: '社区矫正法实施办法29',
  }),
  clock('T40', {
    title: words('立即组织查找', 'Search at once'),
    trigger: words('失去联系', 'contact is lost'),
    responsible: 'CC-x',
    binding: false,
    limit: hours(POLICIES.immediatelyHours.default),
    start: lost(() => true),
    stop: sought,
    basis: '社区矫正法30；社区矫正法实施办法38；司发通〔2026〕8号-14',
    inForce: { from: OP26, before: '社区矫正法30；社区矫正法实施办法38' },
  }),
  clock('T41', {
    title: words('擅自离开四十八小时', 'Forty-eight hours after leaving without approval'),
    trigger: words('未经批准离开所居住市县', 'the city or county is left without approval'),
    responsible: 'subject',
    mode: 'validity',
    limit: hours(48),
    start: lost(({ fact }) => fact.body.reason === 2),
    stop: found,
    missed: words('脱管', '脱管'),
    basis: '司发通〔2026〕8号-13(2)',
    inForce: { from: OP26, before: null },
  }),
]
