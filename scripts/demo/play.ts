/** Plays stories in their true order: each document at its own time, by its own issuer, over HTTP. */
import { formatInstant, type Instant, parseInstant, type SubjectId } from '@xianjie/contracts'
import { differencesOf } from './expected.ts'
import { paperOf } from './paper.ts'
import type { ClockRow, DocumentRow, OutsideRow, Story } from './story.ts'
import { askStatus, push, type Receipt, type Site, type StatusAnswer, setClock } from './visitor.ts'

/** The corrections agency of both stories asks after each step. */
export const ASKER = 'qingshiCorrections'

type Judged = { readonly answer: StatusAnswer; readonly differences: readonly string[] }
export type Played =
  | { readonly story: Story; readonly row: OutsideRow }
  | ({ readonly story: Story; readonly row: ClockRow } & Judged)
  | ({
      readonly story: Story
      readonly row: DocumentRow
      readonly receipt: Receipt
      readonly repeated: boolean
    } & Judged)

/** All rows of the stories by the time of their arrival; calls `show` after each. */
export async function play(
  stories: readonly Story[],
  site: Site,
  show: (played: Played) => void,
): Promise<readonly Played[]> {
  const steps = stories
    .flatMap((story) => story.rows.map((row) => ({ story, row })))
    .sort((one, other) => timeOf(one.row.at) - timeOf(other.row.at))
  const all: Played[] = []
  const subjects = new Map<Story, SubjectId>()
  for (const { story, row } of steps) {
    const played =
      row.is === 'outside' ? { story, row } : await playStep({ story, row, subjects, all, site })
    if ('receipt' in played) subjects.set(story, played.receipt.subjectId)
    all.push(played)
    show(played)
  }
  return all
}

/** Lets the sandbox run on from the machine's time, unless it is past it. */
export async function returnToNow(site: Site): Promise<void> {
  const now = Date.now() as Instant
  if (site.now() < now) await setClock(site, ASKER, now)
}

type Step = {
  readonly story: Story
  readonly row: DocumentRow | ClockRow
  readonly subjects: ReadonlyMap<Story, SubjectId>
  readonly all: readonly Played[]
  readonly site: Site
}

async function playStep({ story, row, subjects, all, site }: Step): Promise<Played> {
  // Nothing was dated before the first document: only then may the clock be set back (ADR 0007).
  const first = !all.some((one) => 'answer' in one)
  const at = timeOf(row.at)
  if (first || site.now() < at) await setClock(site, ASKER, at)
  if (row.is === 'document') return playDocument(story, row, site)
  const subjectId = subjects.get(story)
  if (!subjectId) throw new RangeError('a story begins with a document')
  const moment = formatInstant(at)
  const answer = await askStatus(site, ASKER, { subjectId, validAt: moment, knownAt: moment })
  return { story, row, answer, differences: differencesOf(row.expected, answer) }
}

async function playDocument(story: Story, row: DocumentRow, site: Site): Promise<Played> {
  const { receipt, repeated } = await push(site, row.by, paperOf(story, row))
  const { subjectId, position, acceptedAt } = receipt
  // As known then, so that playing again compares the same answers.
  const answer = await askStatus(site, ASKER, {
    subjectId,
    validAt: acceptedAt,
    knownAt: acceptedAt,
    minPosition: position,
  })
  return { story, row, receipt, repeated, answer, differences: differencesOf(row.expected, answer) }
}

function timeOf(at: string): Instant {
  const time = parseInstant(at)
  if (time === undefined) throw new RangeError(`not a time: ${at}`)
  return time
}
