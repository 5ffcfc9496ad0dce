/** Codes of an answer in the words of the law (law.md §3.2, §3.4 name them); the code stands beside. */
import {
  type Circumstances,
  type Flag,
  type Kind,
  type Proceeding,
  type Restriction,
  STATES,
  type State,
  type Supervision,
} from '@xianjie/contracts'

const KINDS: Readonly<Record<Kind, string>> = {
  control: '管制',
  probation: '缓刑',
  parole: '假释',
  tpe: '暂予监外执行',
}

const SUPERVISION: Readonly<Record<Supervision, string>> = {
  TUOGUAN: '脱管',
  LOST_CONTACT: '失去联系',
  ON_LEAVE: '请假外出',
  NORMAL: '正常',
}

const RESTRICTION: Readonly<Record<Restriction | 'NONE', string>> = {
  ARREST: '逮捕',
  CRIM_DETENTION: '刑事拘留',
  DRUG_REHAB: '强制隔离戒毒',
  JUDICIAL_DETENTION: '司法拘留',
  ADMIN_DETENTION: '行政拘留',
  RESID_SURV: '监视居住',
  BAIL: '取保候审',
  SUMMONS: '拘传',
  NONE: '无',
}

const PROCEEDING: Readonly<Record<Proceeding, string>> = {
  PAROLE_PROPOSED: '提请假释',
  TPE_PROPOSED: '提请暂予监外执行',
  PLACE_CHANGE_PENDING: '执行地变更审批中',
  PS_PENALTY_PROPOSED: '提请治安管理处罚',
  COMMUTE_PROPOSED: '提请减刑',
  EXPIRY_REVIEW: '期满审查',
  REVOKE_PROPOSED: '提请撤销缓刑或假释',
  ARREST_PROPOSED: '提请逮捕',
  ARREST_ORDERED: '已决定逮捕',
  IMPRISON_PROPOSED: '提请收监执行',
  UNCOUNTED_PROPOSED: '提请不计入执行刑期',
  NEW_CRIME_CASE: '办理再犯罪案件',
  RULING_CHALLENGED: '对裁定提出纠正意见',
  DECISION_CHALLENGED: '对决定提出纠正意见',
}

const FLAGS: Readonly<Record<Flag, string>> = {
  ASSESSED: '已调查评估',
  DOCS_INCOMPLETE: '文书不齐',
  EXIT_RESTRICTED: '限制出境',
  EMONITOR: '电子定位',
  TRAVEL_PERMIT: '经常性跨市、县活动',
  PURSUED: '追逃',
  PROHIBITION_ORDER: '禁止令',
  FOREIGN: '外国人',
  MINOR: '未成年人',
  SEAL_DUE: '应封存',
  SEALED: '已封存',
}

/** The eight circumstances (八项情形) in their order. */
export const CIRCUMSTANCES: Readonly<Record<keyof Circumstances, string>> = {
  delivery: '交付接收 delivery and reception',
  supervision: '监督管理 supervision',
  assistance: '教育帮扶 education and assistance',
  evasion: '脱离监管 evasion of supervision',
  publicSecurityPenalty: '被治安管理处罚 public-security penalty',
  coerciveMeasure: '被采取强制措施 coercive measure',
  changeOfExecution: '变更刑事执行 change of execution',
  newCrime: '办理再犯罪案件 new-crime case',
}

/** A newer platform may know codes that are not here: they stand for themselves. */
const word = (words: Readonly<Record<string, string>>, code: string): string =>
  words[code] === undefined ? code : `${words[code]} ${code}`

export const kindWord = (kind: Kind | null): string => (kind === null ? '—' : word(KINDS, kind))
export const stateWord = (state: State): string => word(STATES, state)
export const supervisionWord = (code: Supervision): string => word(SUPERVISION, code)
export const restrictionWord = (code: Restriction | 'NONE'): string => word(RESTRICTION, code)
export const proceedingWord = (code: Proceeding): string => word(PROCEEDING, code)
export const flagWord = (code: Flag): string => word(FLAGS, code)
