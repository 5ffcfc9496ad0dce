/**
 * Identifiers. Each is text with a brand: it can only be obtained through its parser here, so
 * everything past the edge may trust it.
 */
declare const brand: unique symbol
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }

/** UUID of one legal document, chosen by its issuer, lower case. */
export type DocumentId = Brand<string, 'DocumentId'>
/** The platform's name for one person: HMAC of identity type and number, or provisional. */
export type SubjectId = Brand<string, 'SubjectId'>
/** Unified social credit code (统一社会信用代码, GB 32100-2015) of an agency. */
export type AgencyCode = Brand<string, 'AgencyCode'>
/** `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = Brand<string, 'Digest'>
/** UUID of one event; deterministic, so that an append may be repeated. */
export type EventId = Brand<string, 'EventId'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export const documentId = (text: string): DocumentId | undefined =>
  UUID.test(text) ? (text as DocumentId) : undefined

export const eventId = (text: string): EventId | undefined =>
  UUID.test(text) ? (text as EventId) : undefined

export const subjectId = (text: string): SubjectId | undefined =>
  /^(sub|prov)_[0-9a-f]{40}$/.test(text) ? (text as SubjectId) : undefined

export const digest = (text: string): Digest | undefined =>
  /^sha256:[0-9a-f]{64}$/.test(text) ? (text as Digest) : undefined

/** Shape only; the checksum is a matter of `codes/credit-code.ts`. */
export const agencyCode = (text: string): AgencyCode | undefined =>
  /^[0-9A-HJ-NP-RTUWXY]{18}$/.test(text) ? (text as AgencyCode) : undefined
