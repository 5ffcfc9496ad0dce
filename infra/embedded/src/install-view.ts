/**
 * Puts a view that was built beside in the place of the one in use, by renaming its file. Before that,
 * both files leave the write-ahead log: its frames are in the file then, and no log of the old file is
 * left behind, which SQLite would otherwise read into the new one. Both stay locked until the new name
 * is durable, so that nobody opens either of them in between.
 */
import assert from 'node:assert/strict'
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ViewDefinition } from '@xianjie/contracts'
import { FolderInUse, isBusy, isCorrupt, NothingHere, StorageFailed } from './faults.ts'
import { makeFolder, syncFolder } from './folder.ts'
import { drop, openSound, viewFile } from './read-model.ts'

/**
 * Moves the view of this definition from another folder of the same file system into `folder`, in the
 * place of what is there, and gives the position that it has reached. After a crash `folder` has the
 * old view or the new one, whole. Throws `FolderInUse` while either is open, `NothingHere` when the
 * other folder has no sound view of this definition, `StorageFailed` when the disk refuses.
 */
export function installView(
  folder: string,
  definition: ViewDefinition,
  fromFolder: string,
): number {
  const file = viewFile(definition)
  const [from, to] = [join(fromFolder, file), join(folder, file)]
  const fresh = openBuilt(from, definition)
  try {
    const position = settle(fresh)
    makeFolder(folder)
    const old = lockOld(to)
    try {
      rename(from, to)
      syncFolder(folder)
      syncFolder(fromFolder)
    } finally {
      old?.close()
    }
    return position
  } finally {
    fresh.close()
  }
}

function openBuilt(path: string, definition: ViewDefinition): DatabaseSync {
  const built = existsSync(path) ? openSound(path, definition) : undefined
  if (built !== undefined) return built
  throw new NothingHere(`${path} is no sound view of ${definition.name} v${definition.version}`)
}

/** Writes everything into the file itself; its next opening need not read it whole. */
function settle(db: DatabaseSync): number {
  db.exec('UPDATE view_progress SET clean = 1')
  leaveWriteAheadLog(db)
  return Number(db.prepare('SELECT position FROM view_progress').get()?.position)
}

/** Keeps the file that will be replaced closed to others; one that is damaged is deleted at once. */
function lockOld(path: string): DatabaseSync | undefined {
  if (!existsSync(path)) {
    drop(path)
    return undefined
  }
  const db = new DatabaseSync(path)
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE')
    leaveWriteAheadLog(db)
    return db
  } catch (fault) {
    db.close()
    if (isBusy(fault))
      throw new FolderInUse(`${path} is in use by another process`, { cause: fault })
    if (!isCorrupt(fault)) throw fault
    drop(path)
    return undefined
  }
}

/**
 * SQLite syncs the file when it empties the log into it. To sync it here, through a handle of our own,
 * would lose the locks: closing any handle of a file gives back all that the process has on it (POSIX).
 * The empty transaction takes the lock even where the file had left the log before.
 */
function leaveWriteAheadLog(db: DatabaseSync): void {
  db.exec('PRAGMA synchronous = FULL')
  const left = db.prepare('PRAGMA journal_mode = DELETE').get()
  assert.equal(left?.journal_mode, 'delete')
  db.exec('BEGIN EXCLUSIVE; COMMIT')
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (fault) {
    throw new StorageFailed(`${from} cannot take the place of ${to}`, { cause: fault })
  }
}
