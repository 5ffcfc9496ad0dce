/** The document as it travels (api.md "The document"); XML and JSON have this one shape. */
import type { AgencyCode, Digest, DocumentId } from '../ids.ts'
import type { LegalDate } from '../time.ts'

export const RELATIONS = [
  'answers',
  'based-on',
  'corrects',
  'replaces',
  'recalls',
  'delivers',
] as const
export type Relation = (typeof RELATIONS)[number]

export const ID_TYPES = [
  'resident-id',
  'residence-permit',
  'permanent-resident-id',
  'passport',
  'travel-permit',
  'military-id',
  'other',
  'unknown',
] as const
export type IdType = (typeof ID_TYPES)[number]

/** The person. The only place of a document, beside its own bytes, where a name stands. */
export type Person = {
  readonly idType: IdType
  readonly idNumber: string
  readonly name: string
  readonly formerName?: string
  readonly sex: 'male' | 'female' | 'unknown'
  readonly birthDate: LegalDate
  readonly ethnicity?: string
  readonly nationality?: string
  readonly registeredResidence?: string
}

export type Reference = {
  readonly relation: Relation
  readonly documentId?: DocumentId
  readonly number?: string
}

export type AttachmentEntry = {
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  readonly digest: Digest
}

export type AgencyReference = { readonly code: AgencyCode; readonly name?: string }

export type Header = {
  readonly documentId: DocumentId
  readonly number: string
  readonly title?: string
  readonly issuer: AgencyReference
  readonly madeOn: LegalDate
  readonly effectiveOn?: LegalDate
  readonly subject: Person
  readonly recipients?: { readonly agency?: readonly AgencyReference[] }
  readonly copies?: { readonly agency?: readonly AgencyReference[] }
  readonly references?: { readonly reference?: readonly Reference[] }
  readonly attachments?: { readonly attachment?: readonly AttachmentEntry[] }
  readonly markings?: { readonly minor?: boolean; readonly sealed?: boolean }
}

export type LegalDocument = {
  readonly type: string
  readonly version: 1 | '1'
  readonly header: Header
  readonly body: Readonly<Record<string, unknown>>
}

export const DOCUMENT_NAMESPACE = 'urn:xianjie:document:1'
/** A document itself, bytes. */
export const DOCUMENT_BYTES_MAX = 1_048_576
/** One attachment, bytes. */
export const ATTACHMENT_BYTES_MAX = 64 * 1_048_576
export const ATTACHMENTS_MAX = 50
