/**
 * Encryption of what names a person: AES-256-GCM (NIST SP 800-38D), a fresh random nonce each time.
 * Layout: version (1 byte) | nonce (12) | tag (16) | ciphertext. The subject and the context are
 * authenticated with it, so that no block can be moved to another person or another place.
 */
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import type { SubjectId } from '@xianjie/contracts'
import { NONCE_BYTES, nextNonce } from './nonce.ts'

const VERSION = 1
const TAG_BYTES = 16
const NONCE_AT = 1
const TAG_AT = NONCE_AT + NONCE_BYTES
const BODY_AT = TAG_AT + TAG_BYTES
const ALGORITHM = 'aes-256-gcm'
const OPTIONS = { authTagLength: TAG_BYTES } as const

/** Bytes that sealing adds. */
export const SEAL_BYTES = BODY_AT

/** The block was altered, belongs elsewhere, or was sealed with another key. */
export class SealBroken extends Error {
  readonly code = 'seal-broken'
  readonly retriable = false
}

/** What a block belongs to. `context` says which part of which kind of record it is. */
export type Belonging = { readonly subject: SubjectId; readonly context: string }

/** Seals with a key of 32 bytes. The key's array must not change afterwards: it is remembered. */
export function sealWith(key: Uint8Array, bytes: Uint8Array, to: Belonging): Uint8Array {
  const nonce = nextNonce()
  const cipher = createCipheriv(ALGORITHM, unpacked(key), nonce, OPTIONS)
  cipher.setAAD(named(to))
  const body = cipher.update(bytes)
  cipher.final()
  const block = new Uint8Array(BODY_AT + body.length)
  block[0] = VERSION
  block.set(nonce, NONCE_AT)
  block.set(cipher.getAuthTag(), TAG_AT)
  block.set(body, BODY_AT)
  return block
}

/** The bytes that were sealed. Throws `SealBroken` unless key, subject and context are the same. */
export function openWith(key: Uint8Array, block: Uint8Array, of: Belonging): Uint8Array {
  if (block.length < BODY_AT) throw new SealBroken('the block is too short to be sealed')
  if (block[0] !== VERSION) throw new SealBroken(`the block has layout ${block[0]}, not ${VERSION}`)
  const nonce = block.subarray(NONCE_AT, TAG_AT)
  const decipher = createDecipheriv(ALGORITHM, unpacked(key), nonce, OPTIONS)
  decipher.setAAD(named(of))
  decipher.setAuthTag(block.subarray(TAG_AT, BODY_AT))
  const bytes = decipher.update(block.subarray(BODY_AT))
  try {
    decipher.final()
  } catch (fault) {
    throw new SealBroken('the block was altered or belongs elsewhere', { cause: fault })
  }
  return bytes
}

const named = ({ subject, context }: Belonging): Uint8Array => Buffer.from(`${context}\n${subject}`)

/**
 * Unpacking a key costs more than sealing 4 KB with it. It is remembered for as long as somebody
 * holds the key itself, and no longer: a forgotten key leaves nothing here.
 */
const unpackedKeys = new WeakMap<Uint8Array, KeyObject>()

function unpacked(key: Uint8Array): KeyObject {
  const known = unpackedKeys.get(key)
  if (known !== undefined) return known
  const made = createSecretKey(key)
  unpackedKeys.set(key, made)
  return made
}
