/**
 * Keys wrapped by the platform key: AES-256-GCM (NIST SP 800-38D). Layout: nonce (12 bytes) | tag (16)
 * | encrypted key. The owner is authenticated with it, so that no key can be passed off as another's.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Bytes of every key: the platform's, a subject's, a secret. */
export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const ALGORITHM = 'aes-256-gcm'
const OPTIONS = { authTagLength: TAG_BYTES } as const
const PROOF_OWNER = 'proof'

/** What was wrapped was wrapped by another platform key than the one that is there now. */
export class WrongPlatformKey extends Error {
  readonly code = 'wrong-platform-key'
  readonly retriable = false
}

/** Whose key is wrapped: kept apart so that neither kind can be passed off as the other. */
export const subjectOwner = (subject: string): string => `subject\n${subject}`
export const secretOwner = (name: string): string => `secret\n${name}`

/** `owner` says whose the key is and must be given again to unwrap it. */
export function wrapKey(platform: Uint8Array, key: Uint8Array, owner: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, platform, nonce, OPTIONS)
  cipher.setAAD(Buffer.from(owner))
  const body = Buffer.concat([cipher.update(key), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]))
}

/** Throws `WrongPlatformKey` when it was wrapped by another key, for another owner, or altered. */
export function unwrapKey(platform: Uint8Array, wrapped: Uint8Array, owner: string): Uint8Array {
  const body = NONCE_BYTES + TAG_BYTES
  try {
    const nonce = wrapped.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv(ALGORITHM, platform, nonce, OPTIONS)
    decipher.setAAD(Buffer.from(owner))
    decipher.setAuthTag(wrapped.subarray(NONCE_BYTES, body))
    const key = Buffer.concat([decipher.update(wrapped.subarray(body)), decipher.final()])
    return new Uint8Array(key)
  } catch (fault) {
    throw new WrongPlatformKey('a key cannot be unwrapped with this platform key', { cause: fault })
  }
}

/** A block to keep beside the wrapped keys, by which the platform key is known again. */
export const proofOf = (platform: Uint8Array): Uint8Array =>
  wrapKey(platform, new Uint8Array(KEY_BYTES), PROOF_OWNER)

/** Throws `WrongPlatformKey` unless the proof was made with this platform key. */
export function checkProof(platform: Uint8Array, proof: Uint8Array): void {
  unwrapKey(platform, proof, PROOF_OWNER)
}
