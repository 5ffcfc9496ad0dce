/**
 * Who is an agency: a view of the `agency-` streams, held in memory and kept in a read model so that
 * a start does not have to read the whole log.
 */
import {
  AGENCY_REGISTERED,
  type Agency,
  type AgencyCode,
  type AgencyDirectory,
  type AgencyRegistered,
  type EventLog,
  type ReadModel,
  type RecordedEvent,
  type RegisteredAgency,
  type ViewDefinition,
} from '@xianjie/contracts'

export const agencyView: ViewDefinition = {
  name: 'agencies',
  version: 1,
  schema:
    'CREATE TABLE agency (code TEXT PRIMARY KEY, revision INTEGER NOT NULL, registration TEXT NOT NULL)',
}

/** Positions without news of agencies after which the checkpoint is written all the same. */
const CHECKPOINT_EVERY = 10_000

export type FollowedDirectory = AgencyDirectory & {
  /** Fulfils once everything up to this position is known. */
  reached(position: number): Promise<void>
  /** Ends when the signal aborts; rejects when the log fails. */
  readonly following: Promise<void>
}

/** Reads what the view holds, catches up with the log, then follows it until the signal aborts. */
export async function followAgencies(
  log: EventLog,
  view: ReadModel,
  signal: AbortSignal,
): Promise<FollowedDirectory> {
  const directory = new Followed(view)
  const head = await log.head()
  const following = follow(log, directory, signal)
  await Promise.race([directory.reached(head), following])
  return Object.assign(directory, { following })
}

async function follow(log: EventLog, directory: Followed, signal: AbortSignal): Promise<void> {
  for await (const page of log.subscribe(directory.position, signal)) directory.take(page)
}

class Followed implements AgencyDirectory {
  position: number
  readonly #agencies = new Map<AgencyCode, RegisteredAgency>()
  readonly #view: ReadModel
  readonly #waiting = new Set<{ readonly position: number; readonly wake: () => void }>()
  #version = 0

  constructor(view: ReadModel) {
    this.#view = view
    this.position = view.position()
    for (const row of view.prepare('SELECT revision, registration FROM agency').all()) {
      this.#keep(JSON.parse(String(row.registration)) as Agency, Number(row.revision))
    }
  }

  find(code: AgencyCode): RegisteredAgency | undefined {
    return this.#agencies.get(code)
  }

  version(): number {
    return this.#version
  }

  all(): readonly RegisteredAgency[] {
    return [...this.#agencies.values()]
  }

  reached(position: number): Promise<void> {
    if (this.position >= position) return Promise.resolve()
    return new Promise((wake) => this.#waiting.add({ position, wake }))
  }

  take(page: readonly RecordedEvent[]) {
    const last = page.at(-1)
    if (!last) return
    const news = page.filter((event) => event.type === AGENCY_REGISTERED)
    if (news.length > 0 || last.position - this.#view.position() >= CHECKPOINT_EVERY) {
      this.#view.transact(last.position, () => {
        for (const event of news) this.#register(event)
      })
    }
    this.position = last.position
    for (const waiting of this.#waiting) {
      if (waiting.position > this.position) continue
      this.#waiting.delete(waiting)
      waiting.wake()
    }
  }

  #register(event: RecordedEvent) {
    const { agency } = JSON.parse(new TextDecoder().decode(event.data)) as AgencyRegistered
    this.#keep(agency, event.revision)
    this.#view
      .prepare('INSERT OR REPLACE INTO agency (code, revision, registration) VALUES (?, ?, ?)')
      .run(agency.code, event.revision, JSON.stringify(agency))
  }

  #keep(agency: Agency, revision: number) {
    this.#agencies.set(agency.code, { agency, revision })
    this.#version += 1
  }
}
