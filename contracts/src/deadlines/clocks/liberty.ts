/** T42-T46, T65: measures, positioning, commendation, penalties (CCL 29, 32; CCM 33, 41; CPL 85, 91). */
import type { Restriction } from '../../documents/fact-fields.ts'
import { startOfMeasure } from '../../subject/effects/restriction.ts'
import type { Entry } from '../../subject/entry.ts'
import { actAt } from '../../subject/entry.ts'
import type { Measure } from '../../subject/measures.ts'
import { measuresIn } from '../../subject/overlays.ts'
import type { Instant } from '../../time.ts'
import { dateOf, instant, instantOf, startOf } from '../../time.ts'
import { CC, PR_X, receivedBy } from '../addressees.ts'
import type { ClockRule, Start, Started, Stop, View } from '../clock-rule.ts'
import { clock, days, hours, months, NOTHING, PSA25, words } from '../row.ts'
import { each, onAct, opening } from '../starts.ts'
import { act, anyTime, firstOf, itself, latestOf, made, since, stop } from '../stops.ts'

/** Papers of the measures themselves; a notice C23 may also come alone. */
const OF_CRIME = [
  'criminal-detention',
  'arrest-new-crime',
  'bail',
  'residential-surveillance',
  'summons',
]
const OWN = [...OF_CRIME, 'ps-penalty-decision', 'judicial-detention', 'compulsory-rehab']
const NOTICE = 'detention-notice'

/** Coercive measures of a criminal case; the others are decided elsewhere (§9-3). */
const COERCIVE: ReadonlySet<Restriction> = new Set<Restriction>([
  'ARREST',
  'CRIM_DETENTION',
  'RESID_SURV',
  'BAIL',
  'SUMMONS',
])

/** One clock for one measure, whatever the number of its papers; not the arrest of D6. */
const measures = (
  slugs: readonly string[],
  isOne: (measure: Measure, view: View) => boolean,
): Start => ({
  slugs: [...slugs, NOTICE],
  find: (view) =>
    measuresIn(view.episode, view.line)
      .filter((measure) => !isRevocationArrest(measure) && isOne(measure, view))
      .flatMap((measure) => measured(measure) ?? []),
})

const isRevocationArrest = ({ documents }: Measure): boolean =>
  documents.some(({ fact }) => fact.effect === 'execute-arrest')

function measured({ restriction, documents }: Measure): Started | null {
  const [first] = documents
  if (!first) return null
  const { decidedAt, decidedOn } = first.fact.body
  const at = decidedAt === undefined ? decisionAt(first, decidedOn) : instantOf(decidedAt)
  return {
    at,
    by: documents,
    agency: first.fact.issuer.code,
    mode: cameFirst(documents) ? 'live' : 'compared',
    key: `${restriction}:${dateOf(at)}`,
  }
}

const decisionAt = (document: Entry, decidedOn: string | undefined): Instant =>
  decidedOn === undefined ? startOfMeasure(document) : instantOf(decidedOn)

/** Live only where a paper of the measure was here before the notice (law.md §2.1 T42). */
function cameFirst(documents: readonly Entry[]): boolean {
  const first = (isNotice: boolean) =>
    Math.min(
      ...documents
        .filter(({ fact }) => (fact.type === NOTICE) === isNotice)
        .map(({ fact }) => fact.recordedAt),
    )
  return first(false) < first(true)
}

/** A notice, or several, received by CC-x and by PR-x. */
const notified: Stop = {
  slugs: [NOTICE],
  find: (view, { by }) => {
    const notices = by.filter(({ fact }) => fact.type === NOTICE)
    const at = latestOf([CC, PR_X].map((organ) => firstReceipt(view, notices, organ)))
    return at === null ? null : { at, by: notices }
  },
}

function firstReceipt(view: View, documents: readonly Entry[], organ: typeof CC): Instant | null {
  const all = documents.flatMap((document) => receivedBy(view, document, organ)?.at ?? [])
  return all.length === 0 ? null : instant(Math.min(...all))
}

/** 暂外 persons suspected of a new or missed crime (TPE14 22). */
const isSuspectOutside = ({ restriction, documents }: Measure, { episode }: View): boolean =>
  episode.kind === 'tpe' &&
  COERCIVE.has(restriction) &&
  documents.some(({ fact }) => fact.body.newCrime === true)

const DETENTION = ['criminal-detention']
/** Police detention counts from its first day (CPL 91). */
const detained = each(DETENTION, (document) => ({
  at: startOfMeasure(document),
  by: [document],
  agency: document.fact.issuer.code,
}))

/** The arrest was asked for, on the day that C25 states, or the person was freed or the measure changed. */
const askedOrEnded = firstOf(
  stop(
    ['arrest-new-crime'],
    ({ fact }) => (fact.body.requestedOn === undefined ? null : instantOf(fact.body.requestedOn)),
    since,
  ),
  stop(['bail', 'residential-surveillance', 'summons'], startOfMeasure, since),
  act('endedOn', ['release-or-change'], since),
)

/** First day of a term of positioning: as printed; an extension without a date follows the last. */
const monitored = each(['emonitor-decision'], (document, { line }) => {
  const flag = line.flags.find(({ flag, by }) => flag === 'EMONITOR' && by === document)
  if (!flag) return null
  return { at: startOf(dateOf(flag.from.at)), by: [document], agency: document.fact.issuer.code }
})

const DETENTION_LIMIT = words('应当释放或者变更强制措施', 'the person must be released')

export const LIBERTY_CLOCKS: readonly ClockRule[] = [
  clock('T42', {
    title: words('限制人身自由的通知', 'Notice of a restriction of liberty'),
    trigger: words(
      '作出拘留、戒毒、强制措施决定',
      'detention, rehabilitation or a coercive measure is decided',
    ),
    responsible: 'deciding-organ',
    limit: days(3),
    start: measures(OWN, () => true),
    stop: notified,
    basis: '社区矫正法32；社区矫正法实施办法41',
  }),
  clock('T43', {
    title: words(
      '暂外对象涉罪强制措施的通知',
      'Notice of a coercive measure on a person under 暂外',
    ),
    trigger: words('因新罪、漏罪被采取强制措施', 'a coercive measure for a new or missed crime'),
    responsible: 'INV',
    limit: hours(24),
    start: measures(OF_CRIME, isSuspectOutside),
    stop: notified,
    basis: '暂予监外执行规定22',
  }),
  clock('T44', {
    part: 'family',
    title: words('通知家属', 'Notice to the family'),
    trigger: words('刑事拘留', 'criminal detention'),
    responsible: 'PS',
    mode: 'advisory',
    limit: hours(24),
    start: detained,
    missed: NOTHING,
    basis: '刑诉法85；公安机关办理刑事案件程序规定127',
  }),
  clock('T44', {
    part: 'request',
    title: words('提请批准逮捕', 'Request for the arrest'),
    trigger: words('刑事拘留', 'criminal detention'),
    responsible: 'PS',
    mode: 'advisory',
    rolls: false,
    limit: days(3),
    start: detained,
    stop: askedOrEnded,
    missed: DETENTION_LIMIT,
    basis: '刑诉法91；公安机关办理刑事案件程序规定129',
  }),
  clock('T44', {
    part: 'extended-request',
    title: words('延长后的提请批准逮捕', 'Request for the arrest, extended by four days'),
    trigger: words('刑事拘留且延长一日至四日', 'criminal detention, extended by up to four days'),
    responsible: 'PS',
    mode: 'advisory',
    rolls: false,
    limit: days(3 + 4),
    start: detained,
    stop: askedOrEnded,
    missed: DETENTION_LIMIT,
    basis: '刑诉法91；公安机关办理刑事案件程序规定129',
  }),
  clock('T44', {
    part: 'longest-request',
    title: words('流窜、多次、结伙作案的提请批准逮捕', 'Request in roaming, serial or gang cases'),
    trigger: words('刑事拘留且属于三类案件', 'criminal detention in one of these cases'),
    responsible: 'PS',
    mode: 'advisory',
    rolls: false,
    limit: days(30),
    missed: DETENTION_LIMIT,
    basis: '刑诉法91；公安机关办理刑事案件程序规定129',
  }),
  clock('T44', {
    part: 'decision',
    title: words('审查批准逮捕', 'Decision on the arrest'),
    trigger: words('收到提请批准逮捕书', 'the request is received'),
    responsible: 'PR',
    mode: 'advisory',
    rolls: false,
    limit: days(7),
    start: onAct('requestedOn', ['arrest-new-crime']),
    stop: stop(['arrest-new-crime'], startOfMeasure, itself),
    missed: DETENTION_LIMIT,
    basis: '刑诉法91',
  }),
  clock('T45', {
    title: words('电子定位期限', 'Term of electronic positioning'),
    trigger: words('使用电子定位装置', 'positioning is imposed or extended'),
    responsible: 'CC-x',
    mode: 'validity',
    limit: months(3),
    term: true,
    start: monitored,
    stop: stop(
      ['emonitor-decision'],
      (document) => actAt(document, document.fact.body.endedOn ?? document.fact.body.from),
      (document, started, view) =>
        document.fact.body.action === 'lift' && since(document, started, view),
    ),
    missed: words('应当解除', 'it must be removed'),
    basis: '社区矫正法29',
  }),
  clock('T46', {
    title: words('表扬的最短期间', 'Earliest commendation'),
    trigger: words('接受社区矫正', 'enrolment'),
    responsible: 'CC-x',
    mode: 'validity',
    limit: months(6),
    start: {
      slugs: ['enrolment-record', 'handover-certificate'],
      find: (view) => {
        const open = opening(view)
        return open ? [{ at: open.at, by: [open.by], agency: null }] : []
      },
    },
    stop: stop(['decision-commendation'], (document) => startOf(document.original.madeOn), anyTime),
    missed: NOTHING,
    basis: '社区矫正法实施办法33',
  }),
  clock('T65', {
    part: 'decide',
    title: words('办理治安案件', 'Decision of a public-security case'),
    trigger: words('立案', 'the case is filed'),
    responsible: 'PS',
    mode: 'advisory',
    limit: days(30),
    start: each(['ps-penalty-decision'], (document) => {
      const { filedOn } = document.fact.body
      const agency = document.fact.issuer.code
      return filedOn === undefined ? null : { at: instantOf(filedOn), by: [document], agency }
    }),
    stop: made('ps-penalty-decision'),
    missed: NOTHING,
    basis: '治安管理处罚法118',
    inForce: { from: PSA25, before: null },
  }),
  clock('T65', {
    part: 'deliver',
    title: words('送达处罚决定书', 'Delivery of the penalty decision'),
    trigger: words('作出处罚决定', 'the penalty is decided'),
    responsible: 'PS',
    mode: 'advisory',
    limit: days(2),
    start: each(['ps-penalty-decision'], (document) => ({
      at: startOf(document.original.madeOn),
      by: [document],
      agency: document.fact.issuer.code,
    })),
    stop: stop(
      ['ps-penalty-decision'],
      ({ fact }) => (fact.body.servedOn === undefined ? null : instantOf(fact.body.servedOn)),
      itself,
    ),
    missed: NOTHING,
    basis: '治安管理处罚法116',
    inForce: { from: PSA25, before: null },
  }),
]
