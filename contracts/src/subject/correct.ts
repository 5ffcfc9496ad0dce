/**
 * 补正 (F8; law.md §3.2 rule 8): named fields of the original get new values, `text` changes none. A
 * name that no rule reads, or a value that its field cannot hold, is left out and said.
 */
import { KINDS } from '../documents/catalogue.ts'
import type { Correction, FactBody } from '../documents/fact-fields.ts'
import { RESTRICTIONS } from '../documents/fact-fields.ts'
import { legalDate, parseInstant } from '../time.ts'
import type { Fact } from './fact.ts'

type Parse<Value> = (text: string) => Value | undefined
type Nested = 'term' | 'prohibition' | 'corrections' | 'missing'
type Plain = Omit<Required<FactBody>, Nested>

const WHOLE_NUMBER = /^\d{1,6}$/
const date = (text: string) => legalDate(text)
const moment = (text: string) => (legalDate(text) || parseInstant(text) ? text : undefined)
const text = (value: string) => value
const whole = (value: string) => (WHOLE_NUMBER.test(value) ? Number(value) : undefined)
const yesNo = (value: string) => (value === 'true' ? true : value === 'false' ? false : undefined)
const oneOf =
  <const Value extends string>(...values: readonly Value[]) =>
  (value: string) =>
    values.find((known) => known === value)

const PLAIN: { readonly [Field in keyof Plain]: Parse<Plain[Field]> } = {
  kind: oneOf(...KINDS),
  outcome: oneOf(
    'granted',
    'refused',
    'approved',
    'upheld',
    'changed',
    'annulled',
    'cancelled',
    'void',
  ),
  periodFrom: date,
  periodTo: date,
  sentenceTo: date,
  servedOn: date,
  servedOnProsecutor: date,
  judgmentEffectiveOn: date,
  pronouncedOn: date,
  deportation: yesNo,
  identityUnknown: yesNo,
  complex: yesNo,
  assessmentAdopted: yesNo,
  fastTrack: yesNo,
  newDueOn: date,
  cause: oneOf('medical', 'pregnancy', 'self-care'),
  mandatedOn: date,
  urgent: yesNo,
  residenceRegion: text,
  region: text,
  agency: text,
  handedOverOn: date,
  receivedOn: date,
  reportedOn: date,
  releasedOn: date,
  reportCode: oneOf('01', '02', '03'),
  specialReason: yesNo,
  reportBy: date,
  from: moment,
  to: moment,
  appliedOn: date,
  plannedOn: date,
  newAgency: text,
  notifiedOn: date,
  fileReceivedOn: date,
  returnedAt: moment,
  since: moment,
  reason: (value) => ([1, 2, 3] as const).find((known) => String(known) === value),
  result: oneOf('started', 'found', 'not-found'),
  foundAt: moment,
  goodReason: yesNo,
  action: oneOf('impose', 'extend', 'lift'),
  penalty: oneOf('detention', 'fine', 'warning'),
  filedOn: date,
  outstandingDeed: yesNo,
  reportMonths: whole,
  reexaminationMonths: whole,
  reportType: oneOf('health', 're-examination'),
  measure: oneOf(...RESTRICTIONS),
  measureUnlisted: yesNo,
  changedTo: oneOf(...RESTRICTIONS),
  caseEnded: yesNo,
  decidedOn: date,
  decidedAt: moment,
  requestedOn: date,
  newCrime: yesNo,
  endedOn: date,
  arrestedOn: date,
  capturedOn: date,
  takenOn: date,
  uncountedFrom: date,
  uncountedTo: date,
  uncountedDays: whole,
  creditedDays: whole,
  whereaboutsKnown: yesNo,
  releaseReason: oneOf('expiry', 'pardon'),
  diedOn: date,
  discoveredOn: date,
  terminationReason: oneOf('probation-revoked', 'parole-revoked', 'imprisoned', 'death', 'other'),
  form: oneOf('oral', 'written'),
  replyBy: date,
  asksRecheck: yesNo,
}

const HEADER = { madeOn: date, effectiveOn: date, number: text } as const
const TERM = { 'term.years': whole, 'term.months': whole, 'term.days': whole } as const

const has = <Table extends object>(table: Table, field: PropertyKey): field is keyof Table =>
  Object.hasOwn(table, field)

/** A slip of the pen in the text (文字笔误): nothing that a rule reads becomes another. */
const TEXT = 'text'

/** The fact with one field changed, or undefined where name or value is not possible. */
export function corrected(fact: Fact, { field, value }: Correction): Fact | undefined {
  if (field === TEXT) return fact
  if (has(HEADER, field)) return withValue(HEADER[field](value), (to) => ({ ...fact, [field]: to }))
  const { body } = fact
  const changed = (part: FactBody): Fact => ({ ...fact, body: { ...body, ...part } })
  if (has(PLAIN, field)) return withValue(PLAIN[field](value), (to) => changed({ [field]: to }))
  if (has(TERM, field)) {
    const unit = field.slice('term.'.length)
    return withValue(whole(value), (to) => changed({ term: { ...body.term, [unit]: to } }))
  }
  if (field === 'prohibition.to')
    return withValue(date(value), (to) => changed({ prohibition: { to } }))
  return undefined
}

const withValue = <Value>(value: Value | undefined, set: (value: Value) => Fact) =>
  value === undefined ? undefined : set(value)
