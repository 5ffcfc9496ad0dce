import { randomFillSync } from 'node:crypto'

export const NONCE_BYTES = 12
const NONCES_PER_FILL = 256

const pool = new Uint8Array(NONCE_BYTES * NONCES_PER_FILL)
let used = pool.length

/**
 * Twelve random bytes, drawn in bulk: asking the system for each costs as much as the encryption.
 * A copy, since a view would change with the next fill.
 */
export function nextNonce(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += NONCE_BYTES
  return pool.slice(used - NONCE_BYTES, used)
}
