/** The worker thread that writes the feed; started by `event-feed.ts`. */
import { workerData } from 'node:worker_threads'
import { feedLedger } from './event-feed-ledger.ts'
import { openFeedForWriting } from './event-feed-schema.ts'
import { serveLedger } from './writer-loop.ts'

export type FeedWriterSettings = {
  readonly folder: string
  readonly fileBytesMax: number | undefined
  /** Jobs in one transaction. */
  readonly jobsMax: number
}

const { folder, fileBytesMax, jobsMax } = workerData as FeedWriterSettings
serveLedger(() => feedLedger(openFeedForWriting(folder, fileBytesMax)), jobsMax)
