/** Whether two logs say the same of everybody: each subject's facts and status, folded from either. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Fact,
  type Instant,
  instant,
  type RecordedEvent,
  type SubjectId,
  statusAt,
} from '@xianjie/contracts'
import { openReadModel } from '@xianjie/embedded'
import { calendar, entryOf } from '@xianjie/schemas'
import { Projection, subjectView } from '@xianjie/subjects'

/** Subjects that a report names; the others are counted. */
const NAMED_MAX = 20
const PAGE_SUBJECTS = 1_000
const SUBJECTS = `SELECT DISTINCT subject FROM accepted WHERE subject > ? ORDER BY subject LIMIT ${PAGE_SUBJECTS}`

export type Compared = {
  readonly subjects: number
  readonly differ: number
  readonly named: readonly SubjectId[]
}
type Pages = AsyncIterable<readonly RecordedEvent[]>

/** Every subject of either log, at `at` or when their last document was recorded, whichever is later. */
export async function compareStatuses(left: Pages, right: Pages, at: Instant): Promise<Compared> {
  const folder = await mkdtemp(join(tmpdir(), 'xianjie-compare-'))
  const [one, other] = [viewIn(join(folder, 'left')), viewIn(join(folder, 'right'))]
  try {
    await one.take(left)
    await other.take(right)
    return compare(one, other, at)
  } finally {
    one.close()
    other.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function compare(left: View, right: View, at: Instant): Compared {
  let [subjects, differ] = [0, 0]
  const named: SubjectId[] = []
  const look = (subject: SubjectId) => {
    subjects += 1
    const facts = [left.facts(subject), right.facts(subject)]
    const moment = latest(facts.flat(), at)
    const [one, other] = facts.map((each) => statusOf(each, moment))
    if (one === other) return
    differ += 1
    if (named.length < NAMED_MAX) named.push(subject)
  }
  for (const subject of left.subjects()) look(subject)
  for (const subject of right.subjects()) if (left.facts(subject).length === 0) look(subject)
  return { subjects, differ, named }
}

const latest = (facts: readonly Fact[], at: Instant): Instant =>
  instant(facts.reduce<number>((time, { recordedAt }) => Math.max(time, recordedAt), at))

/** What the documents say counts, too, but for their places: not every change shows in a status today. */
const statusOf = (facts: readonly Fact[], at: Instant): string =>
  facts.length === 0
    ? ''
    : JSON.stringify([
        statusAt(facts, { valid: at, known: at }, calendar),
        facts.map(({ position: _, ...said }) => said),
      ])

type View = ReturnType<typeof viewIn>

function viewIn(folder: string) {
  const view = openReadModel(folder, subjectView)
  const log = { read: () => Promise.reject(new Error('nothing is read again here')) }
  const projection = new Projection({ log, view, entryOf, onParked: () => {} })
  return {
    take: async (pages: Pages) => {
      for await (const page of pages) projection.take(page)
      projection.settle()
    },
    facts: (subject: SubjectId) => projection.facts(subject),
    subjects: function* (): Iterable<SubjectId> {
      for (let after = ''; ; ) {
        const page = view.prepare(SUBJECTS).all(after)
        for (const { subject } of page) yield String(subject) as SubjectId
        const last = page.at(-1)
        if (last === undefined) return
        after = String(last.subject)
      }
    },
    close: () => view.close(),
  }
}
