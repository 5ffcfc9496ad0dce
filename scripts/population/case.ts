/** What all papers of one case repeat: the judgment, the decision, the sentence and the period. */
import type { Kind, LegalDate, Term } from '@xianjie/contracts'
import type { Unit } from '../workshop/agency-workshop.ts'
import { ADDRESS, type Course, type Sheet } from './sheet.ts'

export type Sentence = {
  readonly principal: 'fixed-term' | 'criminal-detention' | 'control'
  readonly term: { years?: number; months?: number; days?: number }
  readonly from?: string
  readonly to?: string
}

export type Case = {
  /** The court of first instance, and the one that wrote the decision of this correction. */
  readonly decider: Unit
  readonly decision: Sheet
  readonly judgment: { readonly court: string; readonly number: string; readonly madeOn: string }
  readonly sentence: Sentence
  /** The term of a probation or control as the judgment states it. */
  readonly term?: Term
  /** First day on which the decision is effective. */
  readonly effectiveOn: LegalDate
  readonly from: LegalDate
  /** Last day of the correction. */
  readonly to: LegalDate
}

/** The part that almost every form has. */
export const about = (course: Course, { judgment }: Pick<Case, 'judgment'>) => ({
  kind: course.kind as Kind,
  offence: course.offence,
  judgment,
})

export const period = ({ from, to }: Pick<Case, 'from' | 'to'>) => ({
  periodFrom: from as string,
  periodTo: to as string,
})

export const decisionOf = ({ decision }: Pick<Case, 'decision'>) => ({
  organ: decision.by.name,
  number: decision.number,
  madeOn: decision.madeOn as string,
})

/** Parole and 暂予监外执行 rest on a decision of their own beside the judgment. */
export const ownDecision = (course: Course, of: Case) =>
  course.kind === 'parole' || course.kind === 'tpe' ? { decision: decisionOf(of) } : {}

export const place = ({ county }: Course) => ({
  executionPlace: ADDRESS(county),
  region: county.region,
  agency: county.corrections.code as string,
})

export const counterfoil = (sentTo: Unit, on: LegalDate) => ({
  sentTo: sentTo.name,
  issuedBy: '工作人员甲',
  approvedBy: '负责人丙',
  issuedOn: on as string,
})

export const LAW = ['《中华人民共和国社区矫正法》']
export const MEASURES = ['《中华人民共和国社区矫正法实施办法》']
