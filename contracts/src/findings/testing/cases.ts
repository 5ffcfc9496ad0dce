/** Courses of events in which a finding holds, or does not: what the tests of findings are made of. */
import type { AgencyKind, AgencyLevel } from '../../competence/agency.ts'
import type { Role } from '../../documents/catalogue.ts'
import type { FactBody } from '../../documents/fact-fields.ts'
import type { AgencyCode } from '../../ids.ts'
import type { Fact, Party } from '../../subject/fact.ts'
import { doc } from '../../subject/testing-courses.ts'
import type { TypeName } from '../../subject/testing-rows.ts'
import type { FindingCode } from '../catalogue.ts'

export type FindingCase = readonly [
  code: FindingCode,
  title: string,
  facts: readonly Fact[],
  /** The end of this day, or the very time. */
  on: string,
  holds: 'holds' | 'silent',
]

export const party = (
  kind: AgencyKind,
  level?: AgencyLevel,
  code = '111399000000000999',
): Party => ({
  code: code as AgencyCode,
  kind,
  ...(level && { level }),
})

/** A document with this body, made on that day. */
export const paper = (type: TypeName, madeOn: string, body: FactBody = {}): Fact =>
  doc(type, madeOn, { body })

/** The same, addressed as the catalogue demands, with these copies. */
export const copied = (
  each: Fact,
  recipientRoles: readonly Role[],
  copyRoles: readonly Role[],
  ...copies: readonly Party[]
): Fact => ({ ...each, recipientRoles, copyRoles, copies })

export const issuedBy = (each: Fact, kind: AgencyKind, level: AgencyLevel): Fact => ({
  ...each,
  issuer: party(kind, level, each.issuer.code),
})
export const addressedTo = (each: Fact, ...recipients: readonly Party[]): Fact => ({
  ...each,
  recipients,
})
