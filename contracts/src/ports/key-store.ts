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
