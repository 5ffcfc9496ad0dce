/**
 * The folder of a platform, read while it runs, or while it does not: no lock is taken and nothing is
 * written. In WAL mode a reader sees what is committed, and keeps no writer waiting.
 */
import { existsSync } from 'node:fs'
import type { BlobStore, EventLog } from '@xianjie/contracts'
import { blobFile, readBlob, sizeOf } from './blob-files.ts'
import { NothingHere } from './faults.ts'
import { openLogReader } from './log-reader.ts'
import { logFile } from './log-schema.ts'
import { scanPages } from './scan-pages.ts'

export type LogForReading = Pick<EventLog, 'read' | 'evidence' | 'scan' | 'head' | 'close'>

/** Throws `NothingHere` for a folder without a log. Every read throws `LogUnavailable` when it fails. */
export function openLogForReading(folder: string): LogForReading {
  if (!existsSync(logFile(folder))) throw new NothingHere(`there is no log in ${folder}`)
  const reader = openLogReader(folder)
  return {
    read: async (stream, fromRevision = 0) => reader.stream(stream, fromRevision),
    evidence: async (stream, revision) => reader.evidence(stream, revision),
    scan: (after) => scanPages(reader, after),
    head: async () => reader.head(),
    close: async () => reader.close(),
  }
}

/** The blobs of a folder, as they are put there by whoever has it open. */
export const openBlobsForReading = (folder: string): Pick<BlobStore, 'size' | 'get'> => ({
  size: (digest) => sizeOf(blobFile(folder, digest)),
  get: async (digest) => readBlob(blobFile(folder, digest)),
})
