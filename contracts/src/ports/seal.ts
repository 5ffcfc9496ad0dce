/** Checks the signature that covers a document. The technology is X.509 and CMS (RFC 5652, RFC 5280). */
import type { Agency } from '../competence/agency.ts'
import type { Verdict } from '../events/document-accepted.ts'
import type { Violation } from '../problems.ts'
import type { Instant } from '../time.ts'

export type SealRefusal =
  | 'invalid-signature'
  | 'untrusted-certificate'
  | 'revoked-certificate'
  | 'issuer-mismatch'

export type SealCheck =
  | { readonly ok: true; readonly verdict: Omit<Verdict, 'registration'> }
  | { readonly ok: false; readonly refusal: SealRefusal; readonly violations: readonly Violation[] }

/**
 * Says whether `signature` (DER, detached CMS) is the agency's over exactly `content`, judged by the
 * agency's registered anchors, intermediates and revocation lists at signing time and at `now`.
 */
export type SealChecker = (input: {
  readonly content: Uint8Array
  readonly signature: Uint8Array
  readonly agency: Agency
  readonly now: Instant
}) => SealCheck
