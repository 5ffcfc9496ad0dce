/** Sends what is to be told, person by person, a few at once, and does not send again at every turn. */
import type { SubjectId } from '@xianjie/contracts'
import type { Book } from './book.ts'
import { type Teller, tell } from './tell.ts'

/** Persons whose news is appended at the same time. */
const AT_ONCE = 8
/** Persons told of in one go; the rest comes with the next one. */
const PERSONS_MAX = 40
/** What was sent is looked after again when the log has not given it back for so long. */
const AGAIN_MS = 10_000
const REMEMBERED_MAX = 100_000

export class Telegraph {
  readonly #book: Book
  readonly #teller: Teller
  /** When, and with which last news, a person's news was sent. */
  readonly #sent = new Map<SubjectId, { readonly what: string; readonly at: number }>()
  #after = ''

  constructor(book: Book, teller: Teller) {
    this.#book = book
    this.#teller = teller
  }

  /** One go over those of whom there is something to tell. */
  async send(signal: AbortSignal): Promise<void> {
    const rows = this.#book.statements.untold.all(this.#after, PERSONS_MAX)
    const subjects = rows.map(({ subject }) => String(subject) as SubjectId)
    this.#after = subjects.length < PERSONS_MAX ? '' : (subjects.at(-1) ?? '')
    for (let from = 0; from < subjects.length && !signal.aborted; from += AT_ONCE) {
      await Promise.all(subjects.slice(from, from + AT_ONCE).map((each) => this.#tell(each)))
    }
  }

  async #tell(subject: SubjectId): Promise<void> {
    const found = this.#book.pendingOf(subject)
    if (!found || found.pending.length === 0) return
    const what = `${found.walked} ${JSON.stringify(found.pending.at(-1))}`
    const before = this.#sent.get(subject)
    if (before?.what === what && performance.now() - before.at < AGAIN_MS) return
    if ((await tell({ subject, ...found }, this.#teller)) !== 'told') return
    if (this.#sent.size >= REMEMBERED_MAX) this.#sent.clear()
    this.#sent.set(subject, { what, at: performance.now() })
  }
}
