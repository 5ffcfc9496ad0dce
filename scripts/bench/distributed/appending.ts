/** Appends through the adapter against the client's own, of the same events, each to a new stream. */
import { randomUUID } from 'node:crypto'
import { binaryEvent, EventStoreDBClient, NO_STREAM } from '@eventstore/db-client'
import { openEventLog } from '@xianjie/eventstoredb'
import type { Figures, Task } from '../task.ts'
import { acceptances, type Written } from './accepted-documents.ts'

const IN_FLIGHT = 64
/** A document of 4 KB with its signature. */
const EVIDENCE_BYTES = 6_144

type AppendTask = Extract<Task, { kind: 'append' }>
type Append = (event: Written) => Promise<void>

/** Rates are appends per second: raw, ours, and so on; a first round of both is left out. */
export async function appending({ url, appends, rounds }: AppendTask): Promise<Figures> {
  const log = await openEventLog({ connectionString: url })
  const client = EventStoreDBClient.connectionString(url)
  const ours: Append = async (event) => {
    const appended = await log.append(event.stream, 'no-stream', [event])
    if (!appended.ok) throw new Error('somebody else writes to this stream')
  }
  const rates: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const base = await perSecond(raw(client), appends)
    const own = await perSecond(ours, appends)
    if (round > 0) rates.push(base, own)
  }
  await log.close()
  await client.dispose()
  return { rates, failures: 0, subjects: [] }
}

const raw =
  (client: EventStoreDBClient): Append =>
  async ({ stream, id, type, data, evidence = new Uint8Array() }) => {
    const event = binaryEvent({ id, type, data, metadata: evidence })
    await client.appendToStream(stream, event, { expectedRevision: NO_STREAM })
  }

async function perSecond(append: Append, count: number): Promise<number> {
  const events = acceptances(count, EVIDENCE_BYTES, randomUUID()).values()
  const started = performance.now()
  const one = async () => {
    for (const event of events) await append(event)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, one))
  return (count * 1_000) / (performance.now() - started)
}
