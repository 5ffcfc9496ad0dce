/** The worker thread that writes the log; started by `event-log.ts`. */
import { workerData } from 'node:worker_threads'
import { logLedger } from './log-ledger.ts'
import { openForWriting } from './log-schema.ts'
import { serveLedger } from './writer-loop.ts'

export type LogWriterSettings = {
  readonly folder: string
  readonly fileBytesMax: number | undefined
  /** Appends in one transaction. */
  readonly appendsMax: number
}

const { folder, fileBytesMax, appendsMax } = workerData as LogWriterSettings
serveLedger(() => logLedger(openForWriting(folder, fileBytesMax)), appendsMax)
