/** A population straight into logs, as if intake had accepted every paper at its own time. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Appended, type EventLog, LogBusy, LogUnavailable } from '@xianjie/contracts'
import { type AcceptedPaper, Acceptor } from './accepted.ts'
import type { Arrival, Population } from './population.ts'

export type WrittenPopulation = { readonly documents: number; readonly subjects: number }

/** Well below the 10,000 that a log lets wait. */
const APPENDS_AT_ONCE = 500
const ATTEMPTS = 20
const PAUSE_MS = 500

/** Every log gets the very same events, in the order of their arrival. */
export async function writePopulation(
  population: Population,
  logs: readonly EventLog[],
): Promise<WrittenPopulation> {
  const acceptor = new Acceptor(population)
  let [documents, subjects] = [0, 0]
  let appending: Promise<unknown> = Promise.resolve()
  for (const page of pagesOf(population.byArrival())) {
    const accepted = await acceptAll(acceptor, page)
    // The next page is made while this one is written.
    await appending
    appending = Promise.all(logs.map((log) => appendAll(log, accepted)))
    documents += accepted.length
    subjects += page.filter(isFirst).length
  }
  await appending
  return { documents, subjects }
}

const isFirst = ({ life, sheet }: Arrival): boolean => life.sheets[0] === sheet

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
  const answers = await Promise.all(accepted.map((one) => append(log, one)))
  if (!answers.every(({ ok }) => ok)) throw new Error('the log holds a paper of this population')
}

/** A log that is away or busy is waited for; an append may be repeated as it was. */
async function append(log: EventLog, { stream, written }: AcceptedPaper): Promise<Appended> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await log.append(stream, 'no-stream', [written])
    } catch (fault) {
      if (!isRetriable(fault) || attempt === ATTEMPTS) throw fault
      await pause(PAUSE_MS)
    }
  }
}

const isRetriable = (fault: unknown): boolean =>
  fault instanceof LogBusy || fault instanceof LogUnavailable
