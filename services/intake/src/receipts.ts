/**
 * Receipts: made from the stored event and the position at which it was accepted alone, so that a
 * second push, another replica or a later year gives the very same one.
 */
import type { DocumentAccepted, KeyStore } from '@xianjie/contracts'
import { createReceiptSigner } from '@xianjie/seal'

export type Receipt = {
  readonly documentId: string
  readonly digest: string
  readonly subjectId: string
  readonly position: number
  readonly acceptedAt: string
  readonly findings: DocumentAccepted['findings']
  /** Compact JWS with the same claims. */
  readonly receipt: string
}

export type Receipts = {
  readonly currentKey: string
  /** `position` is the event's place now; a log that was copied remembers the first one (ADR 0015). */
  of(event: DocumentAccepted, position: number): Promise<Receipt>
  /** The public keys, old ones too (RFC 7517). */
  jwks(): unknown
}

/** Names of the seeds of receipt keys, oldest first; a new key is a new name at the end. */
const RECEIPT_KEYS = ['receipt-key-1'] as const

export async function openReceipts(keys: KeyStore, platform: string): Promise<Receipts> {
  const seeds = await Promise.all(RECEIPT_KEYS.map((name) => keys.secret(name)))
  const signer = await createReceiptSigner(seeds.map((seed) => ({ seed })))
  return {
    currentKey: signer.currentKid,
    jwks: () => signer.jwks(),
    of: async (event, position) => {
      const claims = {
        documentId: event.documentId,
        digest: event.proof.digest,
        subjectId: event.subjectId,
        position: event.proof.receiptPosition ?? position,
        acceptedAt: event.acceptedAt,
        findings: event.findings,
      }
      return {
        ...claims,
        receipt: await signer.sign(event.proof.receiptKey, { iss: platform, ...claims }),
      }
    },
  }
}
