/** Compares the statuses of a view that was built beside with those that a running process answers. */
import { type Instant, parseInstant } from '@xianjie/contracts'
import { calendar } from '@xianjie/schemas'
import {
  STATUSES_PAGE_MAX,
  type StatusesPage,
  type SubjectAnswer,
  statusesPage,
} from '@xianjie/status'
import { unreachable } from '../cli/failure.ts'
import type { Io } from '../cli/io.ts'
import { type Operations, operate } from '../cli/operations.ts'
import { type Changed, type Difference, differencesOf } from './rebuild-differences.ts'
import type { Beside } from './rebuild-view.ts'

/** Subjects that a report names; beyond that they are counted. */
const NAMED_MAX = 10_000

export type Compared = {
  readonly subjects: number
  /** Documents behind it were left out on both sides. */
  readonly position: number
  readonly validAt: string
  readonly knownAt: string
  readonly changing: number
  readonly changed: readonly Changed[]
}
type Moments = { readonly validAt?: string; readonly knownAt?: string }
/** What `GET /operations/statuses` answers. */
export type LivePage = StatusesPage & {
  readonly position: number
  readonly validAt: string
  readonly knownAt: string
}
type Asked = Pick<LivePage, 'position' | 'validAt' | 'knownAt'>

/**
 * Every subject of either view, at the same two moments and position: what comes in meanwhile is no
 * difference. The moments are the process's present unless given. Throws a `Failure` when it cannot be asked.
 */
export async function compareWithLive(
  beside: Beside,
  live: Operations & Moments,
  io: Io,
): Promise<Compared> {
  const { url, data, ...moments } = live
  const first = await livePage({ url, data }, { limit: '1', ...moments }, io)
  const asked = { ...first, position: Math.min(first.position, beside.position) }
  const changed: Changed[] = []
  let [subjects, changing] = [0, 0]
  for await (const [old, fresh] of inStep(liveAnswers(live, asked, io), answers(beside, asked))) {
    subjects += 1
    const found = old ?? fresh
    const differ = differences(old, fresh)
    if (found === undefined || differ.length === 0) continue
    changing += 1
    if (changed.length < NAMED_MAX)
      changed.push({ subjectId: found.subjectId, differences: differ })
  }
  const { position } = asked
  return {
    ...{ subjects, position, validAt: asked.validAt, knownAt: asked.knownAt },
    ...{ changing, changed },
  }
}

function differences(
  old: SubjectAnswer | undefined,
  fresh: SubjectAnswer | undefined,
): readonly Difference[] {
  const whole = [old, fresh].every((one) => one !== undefined && 'status' in one)
  const told = whole ? wholly : briefly
  return differencesOf(told(old), told(fresh))
}

/** As it travels: what one side leaves undefined is what the other side does not have. */
function wholly(answer: SubjectAnswer | undefined): unknown {
  if (answer === undefined || 'fault' in answer) return {}
  const { documents, status } = answer
  return JSON.parse(JSON.stringify({ ...status, documents }))
}

/** Where one side has no status, the members of the other one say nothing. */
function briefly(answer: SubjectAnswer | undefined): unknown {
  if (answer === undefined) return { known: false }
  const told = 'fault' in answer ? { fault: answer.fault } : { state: answer.status.state }
  return { known: true, ...told }
}

async function* liveAnswers(
  live: Operations,
  { position, validAt, knownAt }: Asked,
  io: Io,
): AsyncIterable<SubjectAnswer> {
  for (let after: string | null = ''; after !== null; ) {
    const page: LivePage = await livePage(
      live,
      { after, limit: `${STATUSES_PAGE_MAX}`, position: `${position}`, validAt, knownAt },
      io,
    )
    yield* page.subjects
    after = page.next
  }
}

async function livePage(
  live: Operations,
  query: Readonly<Record<string, string>>,
  io: Io,
): Promise<LivePage> {
  const path = `/operations/statuses?${new URLSearchParams(query)}`
  const { value } = await operate(live, { path }, io)
  const page = value as Partial<LivePage>
  if (Array.isArray(page.subjects) && parseInstant(String(page.validAt))) return page as LivePage
  throw unreachable([`${live.url} does not answer about statuses as a status process does`])
}

async function* answers(
  { projection }: Beside,
  { position, validAt, knownAt }: Asked,
): AsyncIterable<SubjectAnswer> {
  const valid = parseInstant(validAt) as Instant
  const known = parseInstant(knownAt) as Instant
  const limit = STATUSES_PAGE_MAX
  for (let after: string | null = ''; after !== null; ) {
    const page: StatusesPage = statusesPage(
      { projection, calendar },
      { after, limit, position, valid, known },
    )
    yield* page.subjects
    after = page.next
  }
}

type Pair = readonly [SubjectAnswer | undefined, SubjectAnswer | undefined]

/** Both in the order of their ids: the answers about one subject come together. */
async function* inStep(
  left: AsyncIterable<SubjectAnswer>,
  right: AsyncIterable<SubjectAnswer>,
): AsyncIterable<Pair> {
  const [lefts, rights] = [left[Symbol.asyncIterator](), right[Symbol.asyncIterator]()]
  const next = async (answers: AsyncIterator<SubjectAnswer>): Promise<SubjectAnswer | undefined> =>
    (await answers.next()).value
  let [one, other] = [await next(lefts), await next(rights)]
  while (one !== undefined || other !== undefined) {
    const order = one === undefined ? 1 : other === undefined ? -1 : compare(one, other)
    yield [order <= 0 ? one : undefined, order >= 0 ? other : undefined]
    const [before, beside]: Pair = [one, other]
    one = order <= 0 ? await next(lefts) : before
    other = order >= 0 ? await next(rights) : beside
  }
}

const compare = (one: SubjectAnswer, other: SubjectAnswer): number =>
  one.subjectId === other.subjectId ? 0 : one.subjectId < other.subjectId ? -1 : 1
