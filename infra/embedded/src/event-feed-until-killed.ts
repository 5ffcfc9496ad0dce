/** A process for `event-feed.crash.test.ts`: publishes under load and prints what was acknowledged. */
import { writeSync } from 'node:fs'
import type { EventId } from '@xianjie/contracts'
import { openEventFeed } from './index.ts'

const PUBLISHERS = 4
const PAGE_RECORDS = 50
const STDOUT = 1
const [folder = '', round = ''] = process.argv.slice(2)
const feed = await openEventFeed(folder)

/** Each publisher goes on under a key of its own, a page at a time; values count its records. */
async function publish(publisher: number): Promise<never> {
  const key = `crash-${round}-${publisher}`
  for (let page = 0; ; page += 1) {
    const records = Array.from({ length: PAGE_RECORDS }, (_, n) => ({
      topic: 'crash',
      id: crypto.randomUUID() as EventId,
      key,
      headers: { page: String(page), size: String(PAGE_RECORDS) },
      value: Buffer.alloc(1_024, `${page * PAGE_RECORDS + n} `),
    }))
    await feed.publish(records)
    writeSync(STDOUT, `${records.map(({ id }) => id).join(' ')}\n`)
  }
}

await Promise.all(Array.from({ length: PUBLISHERS }, (_, publisher) => publish(publisher)))
