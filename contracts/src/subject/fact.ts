/** One accepted document, as the status rules see it. */
import type { AgencyKind, AgencyLevel } from '../competence/agency.ts'
import type { Effect, Kind, Role } from '../documents/catalogue.ts'
import type { Reference } from '../documents/document.ts'
import type { FactBody, Restriction } from '../documents/fact-fields.ts'
import type { AgencyCode, DocumentId } from '../ids.ts'
import type { Instant, LegalDate } from '../time.ts'

/** An agency named by a document; kind and level are those registered when it was accepted. */
export type Party = {
  readonly code: AgencyCode
  readonly kind?: AgencyKind
  readonly level?: AgencyLevel
}

export type Fact = {
  readonly documentId: DocumentId
  readonly type: string
  /** Rank of the type in the catalogue. */
  readonly order: number
  readonly effect: Effect
  /** Kinds of correction that the type can concern. */
  readonly kinds: readonly Kind[]
  /** Restriction that the type itself imposes, where its body names none. */
  readonly measure?: Restriction
  /** The issuer marks the person as a minor (CCL 52, 58); absent: not marked. */
  readonly minor?: boolean
  /** Under 18 on the day it was made, by the birth date in its header; absent: accepted before that was kept. */
  readonly underage?: boolean
  /** The issuer marks it as sealed; absent: not marked. */
  readonly sealed?: boolean
  /** Who must receive it, and a copy of it, by the catalogue (law.md §1). */
  readonly recipientRoles?: readonly Role[]
  readonly copyRoles?: readonly Role[]
  readonly number: string
  readonly issuer: Party
  readonly recipients: readonly Party[]
  readonly copies: readonly Party[]
  readonly references: readonly Reference[]
  readonly madeOn: LegalDate
  /** As the header states it; the rules of law.md §0.3-15 apply where it is absent. */
  readonly effectiveOn?: LegalDate
  /** When the platform stored it, which is also when its recipients received it (law.md §0.3-9). */
  readonly recordedAt: Instant
  readonly position: number
  readonly body: FactBody
}
