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
import { followLog, type Notices, Reached, untilThere } from '@xianjie/follow'

export const agencyView: ViewDefinition = {
  name: 'agencies',
  version: 1,
  schema:
    'CREATE TABLE agency (code TEXT PRIMARY KEY, revision INTEGER NOT NULL, registration TEXT NOT NULL)',
}

/** Positions without news of agencies after which the checkpoint is written all the same. */
const CHECKPOINT_EVERY = 10_000

export type FollowedDirectory = AgencyDirectory & {
  /** How far the directory has come in the log. */
  readonly reached: Reached
  /** Ends when the signal aborts; rejects when the directory can no longer follow. */
  readonly following: Promise<void>
}

export type Following = Notices & {
  readonly log: EventLog
  readonly view: ReadModel
  readonly signal: AbortSignal
}

/**
 * Reads what the view holds, catches up with the log, then follows it until the signal aborts. A log
 * that is away is waited for, at the start for `START_WAIT_MS`, later on without end.
 */
export async function followAgencies(deps: Following): Promise<FollowedDirectory> {
  const { log, view, signal, onAway, onBack } = deps
  const directory = new Followed(view)
  const head = await untilThere(() => log.head(), { signal, onAway })
  const following = followLog({
    log,
    signal,
    reached: () => directory.reached.position,
    take: (page) => directory.take(page),
    onAway,
    onBack,
  })
  await Promise.race([directory.reached.when(head), following])
  return Object.assign(directory, { following })
}

class Followed implements AgencyDirectory {
  readonly reached: Reached
  readonly #agencies = new Map<AgencyCode, RegisteredAgency>()
  readonly #view: ReadModel
  #version = 0

  constructor(view: ReadModel) {
    this.#view = view
    this.reached = new Reached(view.position())
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

  take(page: readonly RecordedEvent[]) {
    const last = page.at(-1)
    if (!last) return
    const news = page.filter((event) => event.type === AGENCY_REGISTERED)
    if (news.length > 0 || last.position - this.#view.position() >= CHECKPOINT_EVERY) {
      this.#view.transact(last.position, () => {
        for (const event of news) this.#register(event)
      })
    }
    this.reached.advance(last.position)
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
