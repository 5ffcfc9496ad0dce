/**
 * One data key per subject, wrapped by the platform key. Forgetting a key makes everything that was
 * encrypted with it unreadable, in the log and in every copy of it.
 */
import type { SubjectId } from '../ids.ts'

export type KeyStore = {
  /** The subject's key, made and durable before the promise fulfils when there is none yet. 32 bytes. */
  obtain(subject: SubjectId): Promise<Uint8Array>
  /** The subject's key, or undefined when it never was or is forgotten. */
  find(subject: SubjectId): Promise<Uint8Array | undefined>
  /** Destroys the key; a later `obtain` for this subject makes no new one and throws `KeyForgotten`. */
  forget(subject: SubjectId): Promise<void>
  /**
   * A secret of the platform by name, made once and the same for ever. 32 bytes. Used for subject
   * ids and for the seeds of receipt keys.
   */
  secret(name: string): Promise<Uint8Array>
  close(): Promise<void>
}

export class KeyForgotten extends Error {
  readonly code = 'key-forgotten'
  readonly retriable = false
}

/** A key as its store keeps it: wrapped by the platform key, with its kind and name as owner. */
export type WrappedKey = {
  readonly kind: 'subject' | 'secret'
  /** The subject, or the name of the secret. */
  readonly name: string
  /** Undefined: forgotten, for ever. */
  readonly wrapped: Uint8Array | undefined
}

/**
 * What a backup and a move need of a store of keys: keys leave it and enter it wrapped, never in the
 * clear. All stores wrap alike, so that a key opens in any of them that has the same platform key.
 */
export type WrappedKeys = {
  /** HMAC-SHA-256 of a text by the platform key: tells whether two stores have the same one. 32 bytes. */
  prove(text: string): Promise<Uint8Array>
  /** All keys and secrets, forgotten ones too; made meanwhile: there or not. */
  exportWrapped(): AsyncIterable<WrappedKey>
  /**
   * Durable when it fulfils; how many are new here. What is forgotten here or there ends forgotten.
   * Rejects with `KeyConflict` for a key that is another one here, and with the store's own fault for
   * one that this platform key did not wrap.
   */
  importWrapped(keys: AsyncIterable<WrappedKey>): Promise<number>
}

/** Another key stands here under this name already: what it encrypted would be lost. */
export class KeyConflict extends Error {
  readonly code = 'key-conflict'
  readonly retriable = false
}
