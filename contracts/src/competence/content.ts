/**
 * Competence that depends on what the document itself says, beside the issuer's kind and level
 * (law.md §4.1). The sender can see and mend each of these, so they refuse; leave that is too long for
 * its issuer does not: SPP19 643(2) makes it a matter of supervision (`intake-findings.ts`).
 */
import type { Bilingual, Violation } from '../problems.ts'
import { bodyOf, type Given } from './given.ts'

type Rule = {
  readonly types: readonly string[]
  /** JSON pointer to what breaks the rule. */
  readonly path: string
  readonly breaks: (given: Given) => boolean
  readonly message: Bilingual
}

/** 治安管理处罚法109 (PSA25), yuan: the most that a police station may fine. */
const STATION_FINE_MAX = 1_000
/** CCM 24(4): reports each month, re-examinations each three months, before any extension. */
const REPORT_MONTHS = 1
const REEXAMINATION_MONTHS = 3
/** CCM 24(4), 58: an extension of three months or more is for the province, three being no "以下". */
const CITY_EXTENSION_BELOW = 3

/**
 * Whether the prisoner still serves for life. A sentence that was commuted to a fixed term has a last
 * day (刑诉法解释534(3): 被减为有期徒刑), one for life has none.
 */
function isForLife(given: Given): boolean {
  const principal = bodyOf(given, 'sentence', 'principal')
  const commuted = typeof bodyOf(given, 'sentence', 'to') === 'string'
  return (principal === 'life' || principal === 'death-suspended') && !commuted
}

const isFixedTerm = (given: Given): boolean =>
  typeof bodyOf(given, 'sentence', 'principal') === 'string' && !isForLife(given)

const isStation = ({ issuer }: Given): boolean =>
  issuer.kind === 'police' && issuer.level === 'township'

/** Months by which the step in the body is longer than the ordinary one. */
const longer = (given: Given, field: string, ordinary: number): number => {
  const months = bodyOf(given, field)
  return typeof months === 'number' ? months - ordinary : 0
}

const isBeyondCity = (field: string, ordinary: number) => (given: Given) =>
  given.issuer.level === 'municipal' && longer(given, field, ordinary) >= CITY_EXTENSION_BELOW

const beyondCity: Bilingual = {
  zh: '延长三个月以上须由省级社区矫正机构批准；请由省级机构出具，或者缩短间隔。',
  en: 'An extension of three months or more is for the provincial agency: let it issue this, or shorten the step.',
}

const RULES: readonly Rule[] = [
  {
    // 刑法81, 刑诉法解释534: 无期徒刑 is for the high court.
    types: ['ruling-parole'],
    path: '/body/sentence/principal',
    breaks: (given) => given.issuer.level === 'municipal' && isForLife(given),
    message: {
      zh: '无期徒刑罪犯的假释由高级人民法院裁定；已减为有期徒刑的，请填写刑期止日（sentence.to）。',
      en: 'Parole from a life sentence is for a high court; if it was commuted to a fixed term, state its last day (sentence.to).',
    },
  },
  {
    types: ['ruling-parole'],
    path: '/body/sentence/principal',
    breaks: (given) => given.issuer.level === 'provincial' && isFixedTerm(given),
    message: {
      zh: '有期徒刑罪犯的假释由服刑地中级人民法院裁定；高级人民法院只裁定无期徒刑罪犯的假释。',
      en: 'Parole from a fixed term is for the intermediate court of the place of imprisonment.',
    },
  },
  {
    // PSA25 109, law.md §4.1: a 派出所 only warns or fines.
    types: ['ps-penalty-decision'],
    path: '/body/penalty',
    breaks: (given) => isStation(given) && bodyOf(given, 'penalty') === 'detention',
    message: {
      zh: '行政拘留由县级以上公安机关决定；派出所只能决定警告或者罚款。',
      en: 'Detention is decided by the police of a county or above; a police station only warns or fines.',
    },
  },
  {
    types: ['ps-penalty-decision'],
    path: '/body/fine',
    breaks: (given) => isStation(given) && Number(bodyOf(given, 'fine') ?? 0) > STATION_FINE_MAX,
    message: {
      zh: '超过一千元的罚款由县级以上公安机关决定；派出所只能决定一千元以下的罚款。',
      en: 'A fine of more than 1,000 yuan is decided by the police of a county or above.',
    },
  },
  {
    types: ['health-interval-extension'],
    path: '/body/reportMonths',
    breaks: isBeyondCity('reportMonths', REPORT_MONTHS),
    message: beyondCity,
  },
  {
    types: ['health-interval-extension'],
    path: '/body/reexaminationMonths',
    breaks: isBeyondCity('reexaminationMonths', REEXAMINATION_MONTHS),
    message: beyondCity,
  },
  {
    // CCL 17, CPL 265: prison administrations and police decide on 暂予监外执行 alone.
    types: [
      'notice-effective',
      'place-determination',
      'subject-notification',
      'exit-restriction',
      'missed-handover-notice',
    ],
    path: '/body/kind',
    breaks: (given) =>
      (given.issuer.kind === 'prison-administration' || given.issuer.kind === 'police') &&
      ['control', 'probation', 'parole'].includes(String(bodyOf(given, 'kind'))),
    message: {
      zh: '管制、缓刑、假释的社区矫正决定机关是人民法院；监狱管理机关、公安机关只能就暂予监外执行出具该文书。',
      en: 'A court decides on control, probation and parole; prisons and police do on temporary outside execution.',
    },
  },
]

/** All that the issuer may not decide in this document; nothing where it is competent. */
export const beyondCompetence = (given: Given): readonly Violation[] =>
  RULES.filter(({ types, breaks }) => types.includes(given.type) && breaks(given)).map(
    ({ path, message }) => ({ path, code: 'issuer-not-competent', message }),
  )

/** What a reader of the catalogue is told of the rules for this type. */
export const conditionsOn = (type: string): readonly Bilingual[] => [
  ...new Set(RULES.filter(({ types }) => types.includes(type)).map(({ message }) => message)),
]
