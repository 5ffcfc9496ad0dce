/** Compares what agencies were receipted with the log, the topics and the views of a distributed platform. */
import {
  type DeliveredRecord,
  DOCUMENT_ACCEPTED,
  type DocumentAccepted,
  type EventFeed,
  type EventLog,
  NEWS_TYPES,
  type RecordedEvent,
} from '@xianjie/contracts'
import type { Pushed } from './persistent-agency.ts'

export type Difference = { readonly where: string; readonly what: string; readonly id: string }
export type Logged = {
  readonly documentId: string
  readonly digest: string
  readonly subjectId: string
  readonly position: number
}

/** Acceptances of the log, oldest first. */
export async function acceptancesOf(log: EventLog): Promise<readonly Logged[]> {
  const found: Logged[] = []
  for await (const page of log.scan(0)) {
    for (const { type, data, position } of page) {
      if (type !== DOCUMENT_ACCEPTED) continue
      const { documentId, subjectId, proof }: DocumentAccepted = JSON.parse(
        Buffer.from(data).toString(),
      )
      found.push({ documentId, subjectId, digest: proof.digest, position })
    }
  }
  return found
}

/** Every receipt stands for one event at its position with its digest; nothing else was accepted. */
export function compareLog(
  pushed: readonly Pushed[],
  logged: readonly Logged[],
): readonly Difference[] {
  const differ: Difference[] = []
  const found = new Map(logged.map((one) => [one.documentId, one]))
  if (found.size !== logged.length) differ.push({ where: 'log', what: 'twice', id: '' })
  for (const { documentId, digest, receipt } of pushed) {
    const one = found.get(documentId)
    if (!one) differ.push({ where: 'log', what: 'lost', id: documentId })
    else if (one.digest !== digest || one.position !== receipt.position) {
      differ.push({ where: 'log', what: 'other than the receipt', id: documentId })
    }
  }
  const sent = new Set(pushed.map(({ documentId }) => documentId))
  for (const { documentId } of logged) {
    if (!sent.has(documentId)) differ.push({ where: 'log', what: 'never sent', id: documentId })
  }
  return differ
}

/** What the clock service has said of anybody, oldest first. */
export async function newsOf(log: EventLog): Promise<readonly RecordedEvent[]> {
  const news: RecordedEvent[] = []
  for await (const page of log.scan(0))
    news.push(...page.filter(({ type }) => NEWS_TYPES.has(type)))
  return news
}

/** Every event stands there once, and those of one deadline or finding are numbered without a gap. */
export function compareNews(news: readonly RecordedEvent[]): readonly Difference[] {
  const differ: Difference[] = []
  if (new Set(news.map(({ id }) => id)).size !== news.length)
    differ.push({ where: 'log', what: 'said twice', id: '' })
  const last = new Map<string, number>()
  for (const { stream, id, data } of news) {
    const { key, code, documents, number } = JSON.parse(Buffer.from(data).toString())
    const about = `${stream} ${key ?? `${code} ${documents}`}`
    if (number !== (last.get(about) ?? 0) + 1)
      differ.push({ where: about, what: 'out of turn', id })
    last.set(about, number)
  }
  return differ
}

export type TopicReport = {
  readonly records: number
  readonly repeats: number
  readonly differences: readonly Difference[]
}

/**
 * The topic holds each document of the log; the first records of each subject stand in the order of the
 * log; what comes twice has the same id and the same bytes.
 */
export function compareTopic(
  topic: string,
  records: readonly DeliveredRecord[],
  logged: readonly Logged[],
): TopicReport {
  const differ: Difference[] = []
  const first = new Map<string, DeliveredRecord>()
  const orders = new Map<string, string[]>()
  for (const record of records) {
    const before = first.get(record.id)
    if (!before) {
      first.set(record.id, record)
      const document = documentOf(record)
      // What is told of deadlines and findings tells of no one document.
      if (document) orders.set(record.key, [...(orders.get(record.key) ?? []), document])
    } else if (!sameBytes(before, record)) {
      differ.push({ where: topic, what: 'repeated with other bytes', id: record.id })
    }
  }
  const wanted = Map.groupBy(logged, ({ subjectId }) => subjectId)
  for (const [subject, events] of wanted) {
    const found = orders.get(subject) ?? []
    const expected = events.map(({ documentId }) => documentId)
    for (const id of expected.filter((one) => !found.includes(one))) {
      differ.push({ where: topic, what: 'lost', id })
    }
    const kept = expected.filter((one) => found.includes(one))
    if (kept.join() !== found.join()) differ.push({ where: topic, what: 'reordered', id: subject })
  }
  return { records: records.length, repeats: records.length - first.size, differences: differ }
}

const documentOf = ({ value }: DeliveredRecord): string | undefined =>
  JSON.parse(Buffer.from(value ?? new Uint8Array()).toString()).documentId

const sameBytes = (one: DeliveredRecord, other: DeliveredRecord): boolean =>
  Buffer.compare(one.value ?? new Uint8Array(), other.value ?? new Uint8Array()) === 0

/** No new record for so long means that a topic has been read to its end, ms. */
const QUIET_MS = 3_000
const READ_MS_MAX = 90_000

/** Everything on a topic, read by a group of its own from the first record on. */
export async function readTopic(
  feed: EventFeed,
  topic: string,
): Promise<readonly DeliveredRecord[]> {
  const ending = new AbortController()
  const records: DeliveredRecord[] = []
  let lastAt = performance.now() + QUIET_MS * 2
  const consuming = feed.consume({
    topics: [topic],
    group: `check-${crypto.randomUUID()}`,
    signal: ending.signal,
    take: async (record) => {
      records.push(record)
      lastAt = performance.now()
    },
  })
  const watch = setInterval(() => {
    if (performance.now() - lastAt > QUIET_MS) ending.abort()
  }, 200)
  const late = setTimeout(() => ending.abort(), READ_MS_MAX)
  await consuming
  clearInterval(watch)
  clearTimeout(late)
  return records.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset)
}

/** The report once nothing differs any more, or the last one when that takes too long. */
export async function settled<Report extends { readonly differences: readonly Difference[] }>(
  look: () => Promise<Report>,
  msMax: number,
): Promise<Report> {
  const until = performance.now() + msMax
  for (;;) {
    const report = await look()
    if (report.differences.length === 0 || performance.now() > until) return report
  }
}

type Asking = { readonly url: string; readonly headers: Record<string, string> }

/** What one status process knows of each subject: the documents as the log has them, none missing. */
export async function compareView(
  name: string,
  { url, headers }: Asking,
  logged: readonly Logged[],
): Promise<readonly Difference[]> {
  const differ: Difference[] = []
  const last = Math.max(0, ...logged.map(({ position }) => position))
  for (const [subject, events] of Map.groupBy(logged, ({ subjectId }) => subjectId)) {
    const response = await fetch(`${url}/v1/subjects/${subject}/documents?minPosition=${last}`, {
      headers,
    })
    const { documents = [] } = (await response.json()) as { documents?: { documentId: string }[] }
    const found = documents.map(({ documentId }) => documentId).join()
    if (found !== events.map(({ documentId }) => documentId).join()) {
      differ.push({ where: name, what: `${response.status}, other documents`, id: subject })
    }
  }
  return differ
}
