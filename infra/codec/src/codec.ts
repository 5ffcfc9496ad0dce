/** The one door for personal data between the services and the log. */
import type { KeyStore, SubjectId } from '@xianjie/contracts'
import { openWith, sealWith } from './seal.ts'

export type Codec = {
  /** Encrypts for one person; makes their key when there is none. Throws `KeyForgotten`. */
  seal(subject: SubjectId, bytes: Uint8Array, context: string): Promise<Uint8Array>
  /**
   * What was sealed, or undefined when the person's key is forgotten. Throws `SealBroken` when the
   * block was altered, or was sealed for another person or context.
   */
  open(subject: SubjectId, block: Uint8Array, context: string): Promise<Uint8Array | undefined>
}

/** Keys are asked for each time: only the store knows which have been forgotten meanwhile. */
export const createCodec = (keys: KeyStore): Codec => ({
  async seal(subject, bytes, context) {
    return sealWith(await keys.obtain(subject), bytes, { subject, context })
  },
  async open(subject, block, context) {
    const key = await keys.find(subject)
    return key && openWith(key, block, { subject, context })
  },
})
