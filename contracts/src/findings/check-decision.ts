/** The decision, its papers and its effect (CCL 17-21; law.md §1 A, B). */
import { lastDayOf } from '../deadlines/counting.ts'
import type { FactBody } from '../documents/fact-fields.ts'
import { statementsFor, takesEffectOn } from '../subject/effects/statements.ts'
import type { Entry } from '../subject/entry.ts'
import { kindOf, laterDate } from '../subject/entry.ts'
import { RUNNING } from '../subject/model.ts'
import { addDays, addMonths, endOf, legalDate, startOf, termEnd } from '../time.ts'
import type { Check, Scene } from './scene.ts'
import { has, isPast, madeOn, memberOf, tell } from './scene.ts'

/** T06: time for appeal and protest (CPL 230). */
const APPEAL_DAYS = 10
/** T08: the package of papers (CCL 20). */
const PACKAGE_DAYS = 10
/** T05, T19. */
const OPINION_MONTHS = 6
const DIAGNOSIS_MONTHS = 3
/** OP26 is in force from this day (law.md §0.3-14). */
const OP26_FROM = '2026-02-21'

/** What every decision that applies correction may show: B1, B3, B6-B8. */
export const checkDecision: Check = (scene, entry) => {
  if (entry.fact.body.outcome === 'refused') return
  checkExitRestriction(scene, entry)
  const kind = kindOf(entry)
  if (kind === 'control' || kind === 'probation') checkJudgment(scene, entry)
  if (kind === 'parole') checkParole(scene, entry)
  if (kind === 'tpe') checkTpe(scene, entry)
  // The form of a parole ruling has no place for it (law.md §1 A6).
  if (kind !== 'parole' && entry.fact.body.assessmentAdopted === undefined) {
    const opinion = memberOf(scene, 'assess-opinion', (each) => madeOn(each) <= madeOn(entry))
    if (opinion) tell(scene, 'adoption-not-stated', entry, opinion)
  }
}

/** OP26-10: with the decision, so at the latest with the package. */
function checkExitRestriction(scene: Scene, entry: Entry): void {
  const { decision, effectiveOn, state } = scene.episode
  if (decision !== entry || effectiveOn === null || !RUNNING.has(state)) return
  if (has(scene, 'exit-restriction') || entry.fact.madeOn < OP26_FROM) return
  const due = lastDayOf(scene.line.calendar, effectiveOn, PACKAGE_DAYS)
  if (due && isPast(scene, endOf(due))) tell(scene, 'exit-restriction-missing', entry)
}

function checkJudgment(scene: Scene, entry: Entry): void {
  checkTerm(scene, entry)
  checkEffect(scene, entry)
  checkEnd(scene, entry)
}

/** 管制 3 months to 3 years, 缓刑 2 months to 5 years, both ends included (CL 38, 69, 73). */
function checkTerm(scene: Scene, entry: Entry): void {
  const { term } = entry.fact.body
  if (!term) return
  const { years = 0, months = 0, days = 0 } = term
  const whole = years * 12 + months
  const [least, most] = kindOf(entry) === 'control' ? [3, 36] : [2, 60]
  if (whole < least || whole > most || (whole === most && days > 0)) {
    tell(scene, 'term-out-of-range', entry)
  }
}

/** T06 predicts the effect of a judgment that nobody has stated, or that is stated differently. */
export const checkEffect: Check = (scene, entry) => {
  const { servedOn, servedOnProsecutor } = entry.fact.body
  const [person, prosecutor] = [legalDate(servedOn ?? ''), legalDate(servedOnProsecutor ?? '')]
  const { calendar, entries } = scene.line
  if (!person || !prosecutor || entries.some(isAppeal)) return
  const due = lastDayOf(calendar, laterDate(person, prosecutor), APPEAL_DAYS)
  if (due === undefined) return
  const stated = takesEffectOn(entry, statementsFor(entry, entries))
  if (stated === null) {
    if (isPast(scene, endOf(due))) tell(scene, 'effect-not-stated', entry)
  } else if (stated !== addDays(due, 1) && isPast(scene, startOf(stated))) {
    tell(scene, 'effective-date-differs', entry)
  }
}

const isAppeal = ({ fact }: Entry): boolean => fact.effect === 'decide-on-appeal'

/** A printed last day that the term does not give (CL 41, 73; CPLI 202(2)). */
function checkEnd(scene: Scene, entry: Entry): void {
  const { decision, effectiveOn, members } = scene.episode
  if (decision !== entry) return
  const statements = scene.episode.statements.filter((each) => members.includes(each))
  for (const paper of [entry, ...statements]) {
    const { periodFrom, periodTo, term = entry.fact.body.term } = paper.fact.body
    const from = legalDate(periodFrom ?? '') ?? effectiveOn
    if (!periodTo || !term || !from) continue
    const end = addDays(termEnd(from, term), -creditedDays(entry, paper.fact.body))
    if (end !== periodTo) tell(scene, 'end-differs-from-term', paper)
  }
  const first = [entry, ...statements].find(({ fact }) => fact.body.periodTo !== undefined)
  const other = statements.find(({ fact }) => first && differ(fact.body, first.fact.body))
  if (first && other) tell(scene, 'printed-periods-differ', other, first)
}

const creditedDays = (entry: Entry, { creditedDays: days }: FactBody): number =>
  kindOf(entry) === 'control' ? (days ?? entry.fact.body.creditedDays ?? 0) : 0

const differ = (a: FactBody, b: FactBody): boolean =>
  (a.periodTo !== undefined && b.periodTo !== undefined && a.periodTo !== b.periodTo) ||
  (a.periodFrom !== undefined && b.periodFrom !== undefined && a.periodFrom !== b.periodFrom)

/** OP26-1: mandatory for parole; a return says that it was impossible. */
function checkParole(scene: Scene, entry: Entry): void {
  if (entry.fact.madeOn < OP26_FROM) return
  if (!has(scene, 'assess-opinion', 'assess-return-notice')) {
    tell(scene, 'parole-without-assessment', entry)
  }
}

function checkTpe(scene: Scene, entry: Entry): void {
  const made = madeOn(entry)
  const opinion = 'prosecutorial-opinion-pre'
  if (entry.fact.type === 'decision-tpe-court' && !has(scene, opinion)) {
    tell(scene, 'procuratorate-not-consulted', entry)
  }
  // T19: usable for three months; the last one before the decision counts.
  let last: Entry | undefined
  for (const each of scene.episode.members) {
    if (each.fact.type !== 'medical-diagnosis' || madeOn(each) > made) continue
    if (last === undefined || madeOn(each) > madeOn(last)) last = each
  }
  if (last && made > addMonths(madeOn(last), DIAGNOSIS_MONTHS)) {
    tell(scene, 'diagnosis-outdated', entry, last)
  }
}

/** T05: for parole and 暂外 an opinion may be used again for six months; A1 that answers A3 is no new one. */
export const checkEntrustment: Check = (scene, entry) => {
  const kind = entry.fact.body.kind ?? organKind(entry)
  if (kind !== 'parole' && kind !== 'tpe') return
  if (entry.fact.references.some(({ relation }) => relation === 'answers')) return
  const made = madeOn(entry)
  const before = memberOf(
    scene,
    'assess-opinion',
    (each) => madeOn(each) < made && made < addMonths(madeOn(each), OPINION_MONTHS),
  )
  if (before) tell(scene, 'assessment-repeated', entry, before)
}

/** Prisons and their administrations ask for nothing else than parole and 暂外. */
const organKind = ({ fact: { issuer } }: Entry) =>
  issuer.kind === 'prison' || issuer.kind === 'prison-administration' ? 'parole' : undefined

/** A judgment for which the identity could not be established; B27 settles it. */
export const checkIdentity: Check = (scene, entry) => {
  if (entry.fact.body.identityUnknown === true && !has(scene, 'identity-correction')) {
    tell(scene, 'identity-unknown', entry)
  }
}
