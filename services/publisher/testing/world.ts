/** Publishers on one embedded log and one broker in memory, each with a view and a life of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EventLog, type Instant, parseInstant } from '@xianjie/contracts'
import { openEventLog, openReadModel } from '@xianjie/embedded'
import { calendar } from '@xianjie/schemas'
import { type Publisher, publisher, publisherView } from '../src/index.ts'
import { Broker } from './feed-double.ts'

export type Running = Publisher & { stop(): Promise<void> }

export type World = {
  readonly folder: string
  readonly log: EventLog
  readonly broker: Broker
  /** Moves the clock of all publishers. */
  setClock(text: string): void
  /** Starts a publisher whose view is the one of that name, if it was there before. */
  start(view?: string, broker?: Pick<Broker, 'connect'>): Running
  /** Forgets a view. */
  forget(view: string): void
  close(): Promise<void>
}

export async function openWorld(now = '2026-01-01T00:00:00.000+08:00'): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-publisher-'))
  const log = await openEventLog(join(folder, 'log'))
  const running = new Set<Running>()
  const broker = new Broker()
  let clock = parseInstant(now) as Instant
  return {
    folder,
    log,
    broker,
    setClock: (text) => {
      clock = parseInstant(text) as Instant
    },
    start: (view = 'one', its: Pick<Broker, 'connect'> = broker) => {
      const stopping = new AbortController()
      const model = openReadModel(join(folder, view), publisherView)
      const made = publisher({
        ...{ log, calendar, view: model, platform: 'xianjie', signal: stopping.signal },
        feed: its.connect(),
        clock: { now: () => clock },
        onParked: () => {},
      })
      const one: Running = {
        ...made,
        stop: async () => {
          if (!running.delete(one)) return
          stopping.abort()
          await made.running
          model.close()
        },
      }
      running.add(one)
      return one
    },
    forget: (view) => rmSync(join(folder, view), { recursive: true, force: true }),
    close: async () => {
      for (const one of running) await one.stop()
      await log.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const WAIT_MS_MAX = 20_000
const POLL_MS = 5

export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + WAIT_MS_MAX
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it has not come about')
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/** Until everything in the log has been published and committed. */
export async function level({ log }: World, broker: Broker): Promise<void> {
  const head = await log.head()
  await eventually(() => broker.checkpoint >= head)
}
