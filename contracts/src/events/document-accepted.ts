/**
 * `document.accepted.v1`: revision 0 of `document-<documentId>`. Its data is thin and names nobody;
 * the person travels encrypted in `person`, the signed bytes in the event's evidence.
 */
import type { AgencyKind } from '../competence/agency.ts'
import type { Reference } from '../documents/document.ts'
import type { FactBody } from '../documents/fact-fields.ts'
import type { AgencyCode, Digest, DocumentId, SubjectId } from '../ids.ts'
import type { Party } from '../subject/fact.ts'
import type { Finding } from '../subject/finding.ts'
import type { LegalDate } from '../time.ts'

export const DOCUMENT_ACCEPTED = 'document.accepted.v1'

/** What the signature check found, with what it rested on (agency stream revision, digests). */
export type Verdict = {
  /** SHA-256 of the signer's certificate, and of each certificate of its path, signer first. */
  readonly chain: readonly Digest[]
  /** SHA-256 of the revocation lists that were read. */
  readonly crls: readonly Digest[]
  readonly revocation: 'good' | 'unchecked'
  readonly algorithm: string
  /** RFC 3339, the signing-time attribute. */
  readonly signedAt: string
  /** RFC 3339, when the platform checked. */
  readonly checkedAt: string
  /** Revision of the issuer's `agency-` stream, which holds the anchors and lists themselves. */
  readonly registration: number
}

/** What proves an acceptance and repeats its receipt; views that answer about status leave it out. */
export type Proof = {
  /** SHA-256 of the exact bytes that were signed. */
  readonly digest: Digest
  readonly mediaType: 'application/xml' | 'application/json'
  readonly verdict: Verdict
  readonly submittedBy: { readonly agency: AgencyCode; readonly operator: string }
  /** Key that signs this document's receipt, for ever. */
  readonly receiptKey: string
  /**
   * The position that the receipt names, where the log was copied to other positions (ADR 0015). It
   * does not exist on events that stand where they were accepted.
   */
  readonly receiptPosition?: number
  /** Base64 of the encrypted `Person`. */
  readonly person: string
}

/** What the document says in law, in the open: dates, codes and numbers, nobody's name. */
export type OpenPart = {
  readonly documentId: DocumentId
  readonly subjectId: SubjectId
  /** HMAC of name and birth date: lets a search by name find the subject without storing a name. */
  readonly nameKey: string
  readonly type: string
  readonly number: string
  readonly issuer: Party & { readonly kind: AgencyKind; readonly region: string }
  readonly recipients: readonly Party[]
  readonly copies: readonly Party[]
  readonly references: readonly Reference[]
  readonly attachments: readonly {
    readonly mediaType: string
    readonly size: number
    readonly digest: Digest
  }[]
  readonly madeOn: LegalDate
  readonly effectiveOn?: LegalDate
  readonly minor: boolean
  /** Under 18 on the day it was made (CPL 286; CCL 58); a birth date never stands in the open. */
  readonly underage?: boolean
  readonly sealed: boolean
  readonly facts: FactBody
  readonly findings: readonly Finding[]
  /** RFC 3339; the platform's clock. */
  readonly acceptedAt: string
}

/** The event's data. Members are written in this order, the proof last. */
export type DocumentAccepted = OpenPart & { readonly proof: Proof }

/** The stream that holds one document's whole life. */
export const documentStream = (id: DocumentId): string => `document-${id}`
