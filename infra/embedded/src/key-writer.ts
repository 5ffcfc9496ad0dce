/** The worker thread that makes and forgets keys; started by `key-store.ts`. */
import { workerData } from 'node:worker_threads'
import { openKeysForWriting } from './key-file.ts'
import { keyLedger } from './key-ledger.ts'
import { serveLedger } from './writer-loop.ts'

export type KeyWriterSettings = {
  readonly folder: string
  readonly platform: Uint8Array
  /** Keys in one transaction. */
  readonly jobsMax: number
}

const { folder, platform, jobsMax } = workerData as KeyWriterSettings
serveLedger(() => keyLedger(openKeysForWriting(folder), platform), jobsMax)
