/**
 * The one door for personal data, between the services and the log: AES-256-GCM with the subject's own
 * key. Forgetting that key makes everything behind this door unreadable, wherever it has been copied.
 * Layout: version (1 byte), nonce (12), tag (16), ciphertext.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { KeyStore, SubjectId } from '@xianjie/contracts'

export type Codec = {
  /** Encrypts; `context` says what the bytes are and must be given again to open them. */
  seal(subject: SubjectId, bytes: Uint8Array, context: string): Promise<Uint8Array>
  /** The bytes, or undefined when the key is forgotten. Throws when they or the context were altered. */
  open(subject: SubjectId, sealed: Uint8Array, context: string): Promise<Uint8Array | undefined>
}

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES
const CIPHER = 'aes-256-gcm'

export const createCodec = (keys: KeyStore): Codec => ({
  seal: async (subject, bytes, context) =>
    sealWith(await keys.obtain(subject), bytes, bound(subject, context)),
  open: async (subject, sealed, context) => {
    const key = await keys.find(subject)
    return key && openWith(key, sealed, bound(subject, context))
  },
})

/** A block moved to another subject or another place in the log does not open. */
const bound = (subject: SubjectId, context: string): string => `${context}\n${subject}`

export function sealWith(key: Uint8Array, bytes: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce)
  cipher.setAAD(Buffer.from(context))
  const body = cipher.update(bytes)
  cipher.final()
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body])
}

/** Throws when key, context or a single bit is another. */
export function openWith(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array {
  if (sealed[0] !== VERSION || sealed.length < HEAD_BYTES)
    throw new RangeError('not a sealed block of this version')
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(1, 1 + NONCE_BYTES))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()])
}
