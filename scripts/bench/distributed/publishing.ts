/**
 * The publisher against raw kafkajs, with the same records in the same batches. The publisher reads
 * an embedded log, computes the statuses, makes the records, keeps its view and commits after each
 * batch; raw kafkajs has the messages ready and does none of that. The log is not EventStoreDB's, whose
 * double would take a core of this machine from both broker and publisher.
 */
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { EventLog, FeedRecord } from '@xianjie/contracts'
import { openEventLog } from '@xianjie/embedded'
import { openEventFeed } from '@xianjie/kafka'
import { prefixedFeed } from '../../../infra/backbone/src/prefixed-feed.ts'
import type { Figures, Task } from '../task.ts'
import { feedTopics, fillLog } from './accepted-documents.ts'
import { publishAll } from './publish-all.ts'
import { produceRaw } from './raw-producer.ts'
import { recordingFeed } from './recording-feed.ts'

type PublishTask = Extract<Task, { kind: 'publish' }>

/** Rates are records per second: raw, ours, and so on. */
export async function publishing(task: PublishTask, folder: string): Promise<Figures> {
  const log = await openEventLog(join(folder, 'documents'))
  await fillLog(log, task.documents)
  const batches = await recordsOf(log, task, folder)
  const feed = await openEventFeed({ brokers: task.brokers, clientId: 'bench' })
  const rates: number[] = []
  // The first round of raw warms it up, as making the records did the publisher.
  for (let round = 0; round <= task.rounds; round += 1) {
    const raw = `raw-${round}.`
    await prefixedFeed(feed, raw).ensureTopics(feedTopics)
    const base = await produceRaw(task.brokers, batches, raw)
    if (round === 0) continue
    const own = prefixedFeed(feed, `own-${round}.`)
    await own.ensureTopics(feedTopics)
    const { records, seconds } = await publishAll(log, own, viewIn(folder), task.documents)
    if (records !== batches.flat().length) throw new Error(`${records} records were published`)
    rates.push(base, records / seconds)
  }
  await feed.close()
  await log.close()
  return { rates, failures: 0, subjects: [], records: batches.flat().length }
}

/** The records of the log in the batches in which the publisher makes them. */
async function recordsOf(log: EventLog, { documents }: PublishTask, folder: string) {
  const batches: (readonly FeedRecord[])[] = []
  await publishAll(log, recordingFeed(batches), viewIn(folder), documents)
  return batches
}

const viewIn = (folder: string): string => mkdtempSync(join(folder, 'view-'))
