/** Which agencies use Kafka, as the log said it at each position. */
import type { Agency, AgencyCode, Topic } from '@xianjie/contracts'
import { takesFeed, topicsOfAgency } from '@xianjie/contracts'
import type { Statements } from './view.ts'

type Registration = {
  readonly position: number
  readonly feed: boolean
  readonly topics: readonly Topic[]
}

export class Registrations {
  readonly #statements: Statements
  /** Each agency's, oldest first. */
  readonly #known = new Map<AgencyCode, Registration[]>()

  constructor(statements: Statements) {
    this.#statements = statements
    for (const { code, position, feed, topics } of statements.registrations.all()) {
      this.#keep(String(code) as AgencyCode, {
        position: Number(position),
        feed: feed === 1,
        topics: JSON.parse(String(topics)) as readonly Topic[],
      })
    }
  }

  /** Belongs into a transaction of the view. */
  put(position: number, agency: Agency): void {
    const [feed, topics] = [takesFeed(agency), topicsOfAgency(agency)]
    this.#statements.register.run(position, agency.code, feed ? 1 : 0, JSON.stringify(topics))
    this.#keep(agency.code, { position, feed, topics })
  }

  /** Whether the agency took a feed at that position of the log. */
  takesFeed(code: AgencyCode, position: number): boolean {
    const then = this.#known.get(code)?.findLast((each) => each.position <= position)
    return then?.feed ?? false
  }

  /** What an agency has ever asked for: what was told to it once may be told again. */
  topicsOf(code: AgencyCode): readonly Topic[] {
    const all = (this.#known.get(code) ?? []).flatMap(({ topics }) => topics)
    return [...new Map(all.map((topic) => [topic.name, topic])).values()]
  }

  /** What all of them have. */
  topics(): readonly Topic[] {
    return [...this.#known.keys()].flatMap((code) => this.topicsOf(code))
  }

  #keep(code: AgencyCode, registration: Registration): void {
    const others = (this.#known.get(code) ?? []).filter(
      ({ position }) => position !== registration.position,
    )
    const all = [...others, registration].sort((one, other) => one.position - other.position)
    this.#known.set(code, all)
  }
}
