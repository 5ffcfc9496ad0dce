/** A population straight into logs, as if intake had accepted every paper at its own time. */
import type { EventLog, SubjectId } from '@xianjie/contracts'
import { type AcceptedPaper, Acceptor } from './accepted.ts'
import type { Arrival, Population } from './population.ts'

export type WrittenPopulation = { readonly documents: number; readonly subjects: number }

/** Well below the 10,000 that a log lets wait. */
const APPENDS_AT_ONCE = 1_000

/** Every log gets the very same events, in the order of their arrival. */
export async function writePopulation(
  population: Population,
  logs: readonly EventLog[],
): Promise<WrittenPopulation> {
  const acceptor = new Acceptor(population)
  const subjects = new Set<SubjectId>()
  let documents = 0
  let appending: Promise<unknown> = Promise.resolve()
  for (const page of pagesOf(population.byArrival())) {
    const accepted = await acceptAll(acceptor, page)
    // The next page is made while this one is written.
    await appending
    appending = Promise.all(logs.map((log) => appendAll(log, accepted)))
    for (const { event } of accepted) subjects.add(event.subjectId)
    documents += accepted.length
  }
  await appending
  return { documents, subjects: subjects.size }
}

function* pagesOf(arrivals: Iterable<Arrival>): Generator<readonly Arrival[]> {
  let page: Arrival[] = []
  for (const arrival of arrivals) {
    page.push(arrival)
    if (page.length < APPENDS_AT_ONCE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

async function acceptAll(
  acceptor: Acceptor,
  page: readonly Arrival[],
): Promise<readonly AcceptedPaper[]> {
  const accepted: AcceptedPaper[] = []
  for (const arrival of page) accepted.push(await acceptor.accept(arrival))
  return accepted
}

async function appendAll(log: EventLog, accepted: readonly AcceptedPaper[]): Promise<void> {
  const answers = await Promise.all(
    accepted.map(({ stream, written }) => log.append(stream, 'no-stream', [written])),
  )
  if (!answers.every(({ ok }) => ok)) throw new Error('the log holds a paper of this population')
}
