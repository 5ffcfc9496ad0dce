/** A process for `event-log.crash.test.ts`: appends under load and prints what was acknowledged. */
import { writeSync } from 'node:fs'
import type { EventId } from '@xianjie/contracts'
import { openEventLog } from './index.ts'

const WRITERS = 32
const STDOUT = 1
const [folder = '', round = ''] = process.argv.slice(2)
const log = await openEventLog(folder)

/** Each writer goes on in a stream of its own, one to three events at a time. */
async function write(writer: number): Promise<never> {
  const stream = `crash-${round}-${writer}`
  for (let revision: number | 'no-stream' = 'no-stream'; ; ) {
    const events = Array.from({ length: 1 + (writer % 3) }, () => ({
      id: crypto.randomUUID() as EventId,
      type: 'crash.checked.v1',
      data: new Uint8Array(1_024).fill(writer),
      evidence: new Uint8Array(2_048).fill(writer),
    }))
    const answer = await log.append(stream, revision, events)
    if (!answer.ok) throw new Error(`refused at ${answer.actual}`)
    writeSync(STDOUT, events.map(({ id }) => `${id} ${answer.position}\n`).join(''))
    revision = answer.revision
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
