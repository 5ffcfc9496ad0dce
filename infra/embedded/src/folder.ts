import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { FolderInUse, isBusy } from './faults.ts'

/** Makes the names in a folder durable; a new file is only safe once its folder is. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes the folder and what leads to it, durably. */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    syncFolder(dirname(made))
  }
}

export type Lock = { release(): void }

/**
 * Keeps everybody else out of one part of a folder, in this process and in others. Throws
 * `FolderInUse`. The lock is SQLite's own on a file of its own: the operating system releases it
 * when the process dies, however it dies, so that nothing stale can be left behind.
 */
export function lockFolder(folder: string, part: string): Lock {
  const file = new DatabaseSync(join(folder, `${part}.lock`))
  try {
    file.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (fault) {
    file.close()
    if (!isBusy(fault)) throw fault
    throw new FolderInUse(`${folder} is in use: another process has its ${part} open`, {
      cause: fault,
    })
  }
  return { release: () => file.close() }
}
