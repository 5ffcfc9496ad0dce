/** Clock services on one embedded log, each with views and a life of its own, and a clock that a test sets. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type EventLog,
  type Instant,
  NEWS_TYPES,
  type News,
  type Parking,
  parseInstant,
  readNews,
  type SubjectId,
  subjectStream,
} from '@xianjie/contracts'
import { openEventLog, openReadModel } from '@xianjie/embedded'
import { calendar, entryOf } from '@xianjie/schemas'
import { project, subjectView } from '@xianjie/subjects'
import { type ClockService, clockService, clockView } from '../src/index.ts'

export type Running = ClockService & {
  /** Ends like a process that is told to. */
  stop(): Promise<void>
  /** Parking of the view of subjects. */
  readonly subjects: Parking
  /** Which types of documents the catalogue does not know from now on; none at the start. */
  forget(unknown: readonly string[]): void
  /** Until it has worked through everything that the log holds now. */
  level(): Promise<void>
}

export type World = {
  readonly folder: string
  readonly log: EventLog
  /** Sets the machine's clock, which stands still in between. */
  setClock(text: string): void
  /** Starts a service whose views are those of that name, if they were there before. */
  start(name?: string, log?: EventLog): Promise<Running>
  forget(name: string): void
  /** What a subject's stream says, oldest first. */
  told(subject: SubjectId): Promise<readonly News[]>
  close(): Promise<void>
}

const LEVEL_MS_MAX = 20_000
const SETTLED_MS = 500

export async function openWorld(now: string): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-clock-'))
  const log = await openEventLog(join(folder, 'log'))
  const running = new Set<Running>()
  let time = parseInstant(now) as Instant
  const start = async (name = 'one', itsLog = log): Promise<Running> => {
    const stopping = new AbortController()
    const common = { log: itsLog, signal: stopping.signal, onParked: () => {} }
    const facts = openReadModel(join(folder, name), subjectView)
    const view = openReadModel(join(folder, name), clockView)
    let unknown: readonly string[] = []
    const known = (type: string) => (unknown.includes(type) ? undefined : entryOf(type))
    const { projection, following } = await project({ ...common, view: facts, entryOf: known })
    const made = await clockService({
      ...{ ...common, view, projection, calendar },
      clock: { now: () => time },
    })
    const one: Running = {
      ...made,
      subjects: projection.parking,
      forget: (types) => {
        unknown = types
      },
      stop: async () => {
        if (!running.delete(one)) return
        stopping.abort()
        await Promise.all([made.running, following])
        facts.close()
        view.close()
      },
      level: () => level(made, itsLog),
    }
    running.add(one)
    return one
  }
  return {
    folder,
    log,
    start,
    setClock: (text) => {
      time = parseInstant(text) as Instant
    },
    forget: (name) => rmSync(join(folder, name), { recursive: true, force: true }),
    told: (subject) => toldIn(log, subject),
    close: async () => {
      for (const one of running) await one.stop()
      await log.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Everything that is in the log and what follows from it, and a while in which nothing more comes. */
async function level(service: ClockService, log: EventLog): Promise<void> {
  const end = performance.now() + LEVEL_MS_MAX
  for (let quietSince = performance.now(); ; ) {
    const head = await log.head()
    if (!(await service.worked.when(head, LEVEL_MS_MAX))) throw new Error('it stands still')
    if (service.counts().untold > 0 || (await log.head()) > head) quietSince = performance.now()
    if (performance.now() - quietSince > SETTLED_MS) return
    if (performance.now() > end) throw new Error('it does not come to rest')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export async function toldIn(log: EventLog, subject: SubjectId): Promise<readonly News[]> {
  const events = await log.read(subjectStream(subject))
  return events
    .filter(({ type }) => NEWS_TYPES.has(type))
    .map(({ type, data }) => readNews(type, JSON.parse(new TextDecoder().decode(data))).news)
}
