/** Another process, or another part of this one, holds the folder. Nothing was touched. */
export class FolderInUse extends Error {
  readonly code = 'folder-in-use'
  readonly retriable = true
}

/** The disk failed or is full. What was being written is not there, or may not be there. */
export class StorageFailed extends Error {
  readonly code = 'storage-failed'
  readonly retriable = true
}

/** The file was written by a newer release, or is no file of ours at all. */
export class UnknownFormat extends Error {
  readonly code = 'unknown-format'
  readonly retriable = false
}

/** What should be read was never written. */
export class NothingHere extends Error {
  readonly code = 'nothing-here'
  readonly retriable = false
}

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26
/** Extended codes carry the primary code in their low byte (sqlite.org/rescode.html). */
const PRIMARY_MASK = 0xff

const primaryCode = (fault: unknown): number | undefined =>
  fault instanceof Error && 'errcode' in fault && typeof fault.errcode === 'number'
    ? fault.errcode & PRIMARY_MASK
    : undefined

export const isBusy = (fault: unknown): boolean => primaryCode(fault) === SQLITE_BUSY

export const isCorrupt = (fault: unknown): boolean => {
  const code = primaryCode(fault)
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB
}
