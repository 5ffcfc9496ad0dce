/** One whole life in community corrections, from the first paper to the last (law.md §6.4, §6.5). */
import { addDays, daysBetween, type Kind, type LegalDate, type Person } from '@xianjie/contracts'
import type { Case } from './case.ts'
import { commute, penalise } from './changed.ts'
import { correct, disturb, recall } from './disturbed.ts'
import { appraise, die, orderSealing, release } from './ended.ts'
import { evade } from './evaded.ts'
import { judge } from './judged.ts'
import { handOver, letOutside } from './outside.ts'
import { parole } from './paroled.ts'
import { adult, minorOn } from './persons.ts'
import type { Province } from './province.ts'
import { type Random, randomOf } from './random.ts'
import { extend, proposeRecall } from './recalled.ts'
import { reoffend } from './reoffended.ts'
import { proposeRevocation } from './revoked.ts'
import { enrol, serve } from './served.ts'
import { type Course, later, type Sheet } from './sheet.ts'
import { type Span, supervise } from './supervised.ts'

export type Life = {
  readonly n: number
  readonly person: Person
  readonly kind: Kind
  /** In the order of their arrival. */
  readonly sheets: readonly Sheet[]
}

/** Shares of all persons; 缓刑 is the rest (law.md §6.4). */
const KINDS: readonly (readonly [Kind, number])[] = [
  ['control', 0.01],
  ['tpe', 0.03],
  ['parole', 0.07],
]
const MINORS = 0.01
/** Shares of whoever may be revoked, of 暂外, and of all. */
const REVOCATION_PROPOSED = 0.0106 / 0.96
const RECALL_PROPOSED = 0.17 / 0.85
const REOFFENDING = 0.0011
const DYING = 0.003
const EVADING = 0.012
const PENALISED = 0.004
const COMMUTED = 0.006
const OFFENCES: readonly [string, ...string[]] = [
  '危险驾驶罪',
  '盗窃罪',
  '故意伤害罪',
  '诈骗罪',
  '交通肇事罪',
]

/** Person `n` of a seed's population, decided on about that day. */
export function lifeOf(seed: number, n: number, decidedOn: LegalDate, province: Province): Life {
  const random = randomOf(seed, n)
  const county = province.counties[random.int(0, province.counties.length - 1)]
  const kind = kindOf(random)
  const minor = kind !== 'tpe' && kind !== 'parole' && random.chance(MINORS)
  const region = (county ?? province.counties[0]).region
  const person = minor ? minorOn(decidedOn, n, region, random) : adult(n, region, random)
  const course: Course = {
    n,
    random,
    province,
    county: county ?? province.counties[0],
    person,
    kind,
    minor,
    offence: random.pick(OFFENCES),
    sheets: [],
  }
  live(course, decidedOn)
  const sheets = disturb(course, course.sheets)
  return { n, person, kind, sheets }
}

function kindOf(random: Random): Kind {
  let left = random.next()
  for (const [kind, share] of KINDS) {
    if (left < share) return kind
    left -= share
  }
  return 'probation'
}

function live(course: Course, decidedOn: LegalDate): void {
  const decided = decide(course, decidedOn)
  if (course.kind === 'tpe') handOver(course, decided)
  serve(course, decided)
  const { madeOn: enrolledOn } = enrol(course, decided)
  correct(course, decided)
  if (course.minor) orderSealing(course, decided)
  const fixed = decided.sentence.to !== undefined && decided.to < decided.sentence.to
  const of = course.kind === 'tpe' && fixed ? extend(course, decided) : decided
  const from = addDays(enrolledOn, 3)
  const whole = { from, to: later(course, of.to, -24, -20) }
  const fate = fateOf(course)
  const on = within(course, whole, 1 / 2)
  const span = fate === 'expiry' ? whole : { from, to: on }
  recall(course, of)
  supervise(course, of, span)
  misbehave(course, of, span)
  if (!endBadly(course, of, { fate, on })) endWell(course, of, whole)
}

type Fate = 'expiry' | 'new-crime' | 'death' | 'recall' | 'revocation'

/** What will end the correction, or will be proposed to. */
function fateOf({ random, kind }: Course): Fate {
  if (random.chance(REOFFENDING)) return 'new-crime'
  if (random.chance(DYING)) return 'death'
  if (kind === 'tpe') return random.chance(RECALL_PROPOSED) ? 'recall' : 'expiry'
  return kind !== 'control' && random.chance(REVOCATION_PROPOSED) ? 'revocation' : 'expiry'
}

function decide(course: Course, on: LegalDate): Case {
  if (course.kind === 'tpe') return letOutside(course, on)
  return course.kind === 'parole' ? parole(course, on) : judge(course, on)
}

/** Absences and penalties, which end nothing. */
function misbehave(course: Course, of: Case, span: Span): void {
  const { random, kind } = course
  const days = random.int(3, 24)
  if (random.chance(EVADING)) {
    evade(course, of, { since: within(course, span, 1 / 3), days })
  }
  // PSA25 72(4) does not name 假释.
  if (kind !== 'parole' && random.chance(PENALISED))
    penalise(course, of, within(course, span, 1 / 2))
}

type Ending = { readonly fate: Fate; readonly on: LegalDate }

/** False where the correction goes on to the end of its period. */
function endBadly(course: Course, of: Case, { fate, on }: Ending): boolean {
  switch (fate) {
    case 'expiry':
      return false
    case 'new-crime':
      reoffend(course, of, on)
      return true
    case 'death':
      die(course, of, on)
      return true
    case 'recall':
      return proposeRecall(course, of, on)
    case 'revocation':
      return proposeRevocation(course, of, on)
  }
}

function endWell(course: Course, of: Case, span: Span): void {
  const enough = course.kind === 'probation' && daysBetween(span.from, span.to) > LONG_DAYS
  const rewarded = enough && course.random.chance(COMMUTED)
  const ends = rewarded ? commute(course, of, addDays(span.from, LONG_DAYS / 4)) : of
  appraise(course, ends)
  release(course, ends)
}
/** Correction that is worth shortening, days. */
const LONG_DAYS = 600

/** A day in the first part of the span, or its first day where there is no room. */
function within(course: Course, { from, to }: Span, part: number): LegalDate {
  const room = Math.floor(daysBetween(from, to) * part)
  return room > 0 ? later(course, from, 0, room) : from
}
