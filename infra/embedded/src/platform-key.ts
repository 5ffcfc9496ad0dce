/** The platform key: 32 bytes in a file of its own, which wraps every other key. */

import { randomBytes } from 'node:crypto'
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
import { KEY_BYTES, WrongPlatformKey } from '@xianjie/codec'
import { syncFolder } from './folder.ts'

const OWNER_ONLY = 0o600

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
