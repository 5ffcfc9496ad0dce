/** Fictitious documents for tests: units of law.md §7, effects and ranks as in the catalogue. */
import type { AgencyKind } from '../competence/agency.ts'
import type { Calendar } from '../deadlines/calendar.ts'
import { KINDS } from '../documents/catalogue.ts'
import type { Reference, Relation } from '../documents/document.ts'
import type { FactBody } from '../documents/fact-fields.ts'
import type { AgencyCode, DocumentId } from '../ids.ts'
import type { Instant, LegalDate } from '../time.ts'
import { addDays, endOf, instant, instantOf, startOf } from '../time.ts'
import type { Fact, Party } from './fact.ts'
import type { Row, TypeName, Unit } from './testing-rows.ts'
import { ROWS } from './testing-rows.ts'

const party = (code: string, kind: AgencyKind): Party => ({ code: code as AgencyCode, kind })

export const UNITS = {
  court: party('111399020000000437', 'court'),
  intermediateCourt: party('111399000000000515', 'court'),
  corrections: party('111399210000000197', 'corrections'),
  otherCorrections: party('114199030000001235', 'corrections'),
  procuratorate: party('111399210000000272', 'procuratorate'),
  police: party('11139921000000035W', 'police'),
  otherPolice: party('114199030000000784', 'police'),
  prison: party('11139900000000086P', 'prison'),
  prisonAdministration: party('11130000990000068N', 'prison-administration'),
  detentionHouse: party('111399210000000940', 'detention-house'),
  otherCourt: party('11419903000000107F', 'court'),
  cityCorrections: { ...party('1113990000000014XG', 'corrections'), level: 'municipal' },
  cityProcuratorate: party('11139900000000131Q', 'procuratorate'),
  otherProcuratorate: party('11419903000000115A', 'procuratorate'),
  otherPrisonAdministration: party('11410000000000206K', 'prison-administration'),
  judicialOffice: { ...party('11139921000000301T', 'judicial-office'), level: 'township' },
} as const satisfies Record<Unit, Party>
export type Given = {
  readonly id: string
  readonly madeOn: string
  readonly effectiveOn?: string
  /** When the platform recorded it: a day (its noon) or RFC 3339; default: the day made. */
  readonly arrives?: string
  readonly number?: string
  readonly by?: Unit
  readonly to?: readonly Unit[]
  readonly copies?: readonly Unit[]
  readonly refers?: Partial<Record<Relation, string>>
  /** References by number instead of by id. */
  readonly cites?: Partial<Record<Relation, string>>
  readonly body?: FactBody
  readonly minor?: boolean
}

/** A document id from a short name: the same name always gives the same id. */
export const idOf = (name: string): DocumentId => {
  const hex = [...name].map((letter) => letter.codePointAt(0)?.toString(16)).join('')
  return `00000000-0000-4000-8000-${hex.padStart(12, '0').slice(-12)}` as DocumentId
}

/** An accepted document of that type, as its entry of the catalogue would make it. */
export function fact(type: TypeName, given: Given): Fact {
  const [order, effect, issuer, to, kinds = KINDS, measure]: Row = ROWS[type]
  const arrives = given.arrives ?? given.madeOn
  return {
    documentId: idOf(given.id),
    type,
    order,
    effect,
    kinds,
    ...(measure && { measure }),
    ...(given.minor && { minor: true }),
    number: given.number ?? `no. ${given.id}`,
    issuer: UNITS[given.by ?? issuer],
    recipients: (given.to ?? to).map((unit) => UNITS[unit]),
    copies: (given.copies ?? []).map((unit) => UNITS[unit]),
    references: [
      ...relations(given.refers).map(([relation, id]) => ({ relation, documentId: idOf(id) })),
      ...relations(given.cites).map(([relation, number]) => ({ relation, number })),
    ] satisfies readonly Reference[],
    madeOn: given.madeOn as LegalDate,
    ...(given.effectiveOn && { effectiveOn: given.effectiveOn as LegalDate }),
    recordedAt: arrives.includes('T') ? instantOf(arrives) : noon(arrives),
    position: 0,
    body: given.body ?? {},
  }
}

const relations = (of: Partial<Record<Relation, string>> = {}) =>
  Object.entries(of) as [Relation, string][]

const noon = (date: string): Instant => instant(instantOf(date) + 12 * 3_600_000)

/** The end of a day, as a question about that day means it; or the very time. */
export const moment = (text: string): Instant =>
  text.includes('T') ? instantOf(text) : instant(endOf(text as LegalDate) - 1)

export const at = (valid: string, known = '2100-01-01') => ({
  valid: moment(valid),
  known: moment(known),
})

const run = (from: string, days: number): readonly string[] =>
  Array.from({ length: days }, (_, index) => addDays(from as LegalDate, index))

/** Holidays of 2025 and 2026 as far as the cases need them (HOL26); no other year is known. */
export const calendar: Calendar = {
  years: {
    2025: { off: run('2025-10-01', 8), worked: ['2025-09-28', '2025-10-11'] },
    2026: {
      off: [
        ...run('2026-01-01', 3),
        ...run('2026-02-15', 9),
        ...run('2026-04-04', 3),
        ...run('2026-05-01', 5),
        ...run('2026-06-19', 3),
        ...run('2026-09-25', 3),
        ...run('2026-10-01', 7),
      ],
      worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    },
  },
}

export const midnight = (date: string): Instant => startOf(date as LegalDate)
