/** What stores of keys have in common where keys leave or enter them wrapped (`WrappedKeys`). */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { KeyConflict, type WrappedKey } from '@xianjie/contracts'
import { secretOwner, subjectOwner, unwrapKey } from './wrap.ts'

/** Apart from everything else that the platform key is used for. */
const PURPOSE = 'xianjie platform key proof 1\n'

/** HMAC-SHA-256 (RFC 2104) of the text by the platform key, 32 bytes; tells nothing about the key. */
export const proveWith = (platform: Uint8Array, text: string): Uint8Array =>
  new Uint8Array(createHmac('sha256', platform).update(PURPOSE).update(text).digest())

/** What a store holds under a name: nothing, a wrapped key, or that it was forgotten. */
export type HeldKey = { readonly wrapped: Uint8Array | undefined } | undefined

/**
 * What a store does with a key that comes to it. Forgetting wins whichever side it stands on. Throws
 * `WrongPlatformKey` for a key that this platform key did not wrap, `KeyConflict` for a second one.
 */
export function settleKey(
  platform: Uint8Array,
  held: HeldKey,
  coming: WrappedKey,
): 'keep' | 'put' | 'forget' {
  const owner = coming.kind === 'subject' ? subjectOwner(coming.name) : secretOwner(coming.name)
  const key = coming.wrapped && unwrapKey(platform, coming.wrapped, owner)
  if (held === undefined) return key ? 'put' : 'forget'
  if (held.wrapped === undefined) return 'keep'
  if (!key) return 'forget'
  if (timingSafeEqual(unwrapKey(platform, held.wrapped, owner), key)) return 'keep'
  throw new KeyConflict(`another key stands here already for ${coming.kind} ${coming.name}`)
}
