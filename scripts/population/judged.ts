/** 管制 and 缓刑: the judgment, sometimes the appeal, and the day on which it is final (law.md §3.1). */
import { addDays, type LegalDate, roll, type Term, termEnd } from '@xianjie/contracts'
import { calendar } from '@xianjie/schemas'
import { assess } from './assessed.ts'
import type { Case, Sentence } from './case.ts'
import { type Course, caseNumber, later, PANEL, type Sheet, write } from './sheet.ts'

const ASSESSED = 0.645
const APPEALED = 0.03
/** Of the nine in ten who are judged: 4 % of all (law.md §6.4). */
const PROHIBITED = 0.04 / 0.9
const APPEAL_DAYS = 10

/** The judgment of that day and its effect. */
export function judge(course: Course, on: LegalDate): Case {
  const { county, random } = course
  const opinion =
    course.minor || random.chance(ASSESSED) ? assess(course, county.court, on) : undefined
  const [sentence, term] = course.kind === 'control' ? controlled(course) : suspended(course)
  const judged = writeJudgment(course, { on, opinion, sentence, term })
  // Ten days from the day after service; the last one rolls over holidays (CPL 105, 230).
  const lastDay = addDays(on, APPEAL_DAYS)
  const effective = addDays(roll(calendar, lastDay) ?? lastDay, 1)
  const effectiveOn = random.chance(APPEALED) ? appeal(course, judged, sentence, term) : effective
  return {
    decider: county.court,
    decision: judged,
    judgment: { court: county.court.name, number: judged.number, madeOn: on },
    sentence,
    term,
    effectiveOn,
    from: effectiveOn,
    to: termEnd(effectiveOn, term),
  }
}

type Terms = readonly [Sentence, Term]

/** CL 38: three months to two years. */
function controlled({ random }: Course): Terms {
  const term = { months: random.int(3, 24) }
  return [{ principal: 'control', term }, term]
}

/** CL 73: 拘役 from the original term to a year, prison from the original term to five years. */
function suspended({ random }: Course): Terms {
  if (random.chance(DETENTION)) {
    const months = random.int(1, 6)
    const term = { months: Math.min(12, Math.max(2, months + random.int(0, 3))) }
    return [{ principal: 'criminal-detention', term: { months } }, term]
  }
  const months = random.int(6, 36)
  const suspension = Math.max(12, Math.min(60, months + random.int(0, 12)))
  const term = { years: Math.floor(suspension / 12), months: suspension % 12 }
  return [{ principal: 'fixed-term', term: { months } }, term]
}
const DETENTION = 0.4

type ToWrite = {
  readonly on: LegalDate
  readonly opinion: Sheet | undefined
  readonly sentence: Sentence
  readonly term: Term
}

function writeJudgment(course: Course, { on, opinion, sentence, term }: ToWrite): Sheet {
  const { county, random, n } = course
  const given = {
    by: county.court,
    to: [county.procuratorate],
    on,
    number: caseNumber(county.courtCode, '刑初', on, n),
    ...(opinion ? { refers: { 'based-on': opinion } } : {}),
  }
  const prohibition = { content: '禁止在缓刑考验期限内从事特定活动' }
  const common = {
    prosecutor: county.procuratorate.name,
    offence: course.offence,
    facts: '经审理查明，被告人犯罪情节较轻，有悔罪表现，没有再犯罪的危险。',
    legalBasis: ['《中华人民共和国刑法》'],
    term,
    ...(random.chance(PROHIBITED) ? { prohibition } : {}),
    ...(opinion ? { assessment: { number: opinion.number, adopted: true } } : {}),
    servedOn: on,
    servedOnProsecutor: on,
    panel: PANEL,
  }
  return course.kind === 'control'
    ? write(course, 'judgment-control', given, { ...common, sentence: { principal: 'control' } })
    : write(course, 'judgment-probation', given, {
        ...common,
        sentence: { ...sentence, principal: principalOf(sentence) },
      })
}

const principalOf = ({ principal }: Sentence): 'fixed-term' | 'criminal-detention' =>
  principal === 'criminal-detention' ? 'criminal-detention' : 'fixed-term'

/** Upheld; effective the day on which it is pronounced (法释〔2004〕7号). */
function appeal(course: Course, first: Sheet, sentence: Sentence, term: Term): LegalDate {
  const { city } = course.county
  const on = later(course, first.madeOn, 35, 70)
  write(
    course,
    'ruling-second-instance',
    {
      by: city.court,
      to: [city.procuratorate],
      on,
      number: caseNumber(course.county.courtCode.slice(0, 4), '刑终', on, course.n),
      refers: { 'based-on': first },
    },
    {
      outcome: 'upheld',
      kind: course.kind === 'control' ? 'control' : 'probation',
      firstInstance: { court: first.by.name, number: first.number, madeOn: first.madeOn },
      appellant: 'defendant',
      offence: course.offence,
      facts: '原判认定事实清楚，适用法律正确，量刑适当。',
      legalBasis: ['《中华人民共和国刑事诉讼法》第二百三十六条'],
      sentence,
      term,
      pronouncedOn: on,
      servedOn: on,
      panel: PANEL,
    },
  )
  return on
}
