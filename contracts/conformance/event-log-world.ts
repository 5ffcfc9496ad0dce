import type { Appended, EventId, EventLog, NewEvent, RecordedEvent } from '../src/index.ts'
import { bytesOf, type Check } from './check.ts'

export type OpenedLog = {
  readonly log: EventLog
  /** Closes the log and opens the same history again. */
  reopen(): Promise<EventLog>
  /** Closes whatever is open and throws the history away. */
  dispose(): Promise<void>
}
export type OpenLog = () => Promise<OpenedLog>

/** A stream nobody else uses: a suite may run against a server that has a history already. */
export const newStream = (): string => `conformance-${crypto.randomUUID()}`

export const newEvent = (content = '{}'): NewEvent => ({
  id: crypto.randomUUID() as EventId,
  type: 'conformance.checked.v1',
  data: bytesOf(content),
})

export const newEvents = (count: number): readonly NewEvent[] =>
  Array.from({ length: count }, (_, index) => newEvent(`{"n":${index}}`))

export const idsOf = (events: readonly { readonly id: EventId }[]): readonly EventId[] =>
  events.map(({ id }) => id)

export type Stored = Extract<Appended, { readonly ok: true }>

/** The answer of an append that has to succeed. */
export function stored(answer: Appended): Stored {
  if (!answer.ok) throw new Error(`refused: ${answer.reason}, actual ${answer.actual}`)
  return answer
}

/** Runs one test on a log of its own. */
export function withLog(
  t: Check,
  open: OpenLog,
  title: string,
  run: (t: Check, log: EventLog, opened: OpenedLog) => Promise<void>,
): PromiseLike<unknown> {
  return t.test(title, async (inner) => {
    const opened = await open()
    try {
      await run(inner, opened.log, opened)
    } finally {
      await opened.dispose()
    }
  })
}

export async function collect(
  pages: AsyncIterable<readonly RecordedEvent[]>,
): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = []
  for await (const page of pages) events.push(...page)
  return events
}

/** What a subscription brings until it has brought `count` events; it is ended then. */
export async function take(
  log: EventLog,
  after: number,
  count: number,
  seen: (events: readonly RecordedEvent[]) => void = () => {},
): Promise<readonly RecordedEvent[]> {
  const ending = new AbortController()
  const events: RecordedEvent[] = []
  for await (const page of log.subscribe(after, ending.signal)) {
    events.push(...page)
    seen(page)
    if (events.length >= count) ending.abort()
  }
  return events
}

export const ascending = (numbers: readonly number[]): boolean =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] as number))
