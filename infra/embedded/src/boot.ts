/** Which start of the machine this is: what was written since is in its memory, if not on its disk. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

const BOOT_ID = '/proc/sys/kernel/random/boot_id'

/** The same for all processes until the machine starts anew; where nobody knows it, a new one each time. */
export function bootId(): string {
  try {
    return readFileSync(BOOT_ID, 'utf8').trim()
  } catch {
    return randomUUID()
  }
}
