/** The platform key: 32 bytes in a file of its own, which wraps every other key. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { WrongPlatformKey } from './faults.ts'
import { syncFolder } from './folder.ts'

export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const OWNER_ONLY = 0o600
const ALGORITHM = 'aes-256-gcm'

/**
 * The key of this folder. It is made only where `mayMake` says that nothing is wrapped yet: a key
 * that has gone missing must never be replaced in silence. The caller holds the folder's lock.
 */
export function platformKey(folder: string, mayMake: boolean): Uint8Array {
  const file = join(folder, 'platform.key')
  if (!existsSync(file)) {
    if (!mayMake) throw new WrongPlatformKey(`${file} is missing, but keys were wrapped by it`)
    makeKey(folder, file)
  }
  const key = readFileSync(file)
  if (key.length !== KEY_BYTES) {
    throw new WrongPlatformKey(`${file} has ${key.length} bytes instead of ${KEY_BYTES}`)
  }
  return new Uint8Array(key)
}

/** Written aside and renamed, so that a crash leaves either no key or a whole one. */
function makeKey(folder: string, file: string): void {
  const draft = `${file}.new`
  rmSync(draft, { force: true })
  const handle = openSync(draft, 'wx', OWNER_ONLY)
  try {
    writeSync(handle, randomBytes(KEY_BYTES))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
  syncFolder(folder)
}

/** AES-256-GCM: nonce, tag, encrypted key. `owner` says whose it is and must be given again. */
export function wrapKey(platform: Uint8Array, key: Uint8Array, owner: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, platform, nonce)
  cipher.setAAD(Buffer.from(owner))
  const body = Buffer.concat([cipher.update(key), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]))
}

/** Throws `WrongPlatformKey` when it was wrapped by another key, for another owner, or altered. */
export function unwrapKey(platform: Uint8Array, wrapped: Uint8Array, owner: string): Uint8Array {
  const body = NONCE_BYTES + TAG_BYTES
  try {
    const decipher = createDecipheriv(ALGORITHM, platform, wrapped.subarray(0, NONCE_BYTES))
    decipher.setAAD(Buffer.from(owner))
    decipher.setAuthTag(wrapped.subarray(NONCE_BYTES, body))
    const key = Buffer.concat([decipher.update(wrapped.subarray(body)), decipher.final()])
    return new Uint8Array(key)
  } catch (fault) {
    throw new WrongPlatformKey('a key cannot be unwrapped with this platform key', { cause: fault })
  }
}
