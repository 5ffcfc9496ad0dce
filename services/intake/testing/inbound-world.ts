/** Intake from a feed in memory, on a real log in a temporary folder, with agencies that can sign. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { createCodec } from '@xianjie/codec'
import {
  type Agency,
  type AgencyCode,
  type AgencyDirectory,
  type DeliveredRecord,
  type EventId,
  type EventLog,
  inboundTopic,
  inboundTopics,
  instant,
  LogUnavailable,
  outcomeTopic,
  type RegisteredAgency,
} from '@xianjie/contracts'
import { openBlobStore, openEventLog, openKeyStore } from '@xianjie/embedded'
import { createLog } from '@xianjie/log'
import { documentExamples } from '@xianjie/schemas'
import {
  type EquippedAgency,
  equipAgency,
  makeDemoAuthority,
  signAs,
} from '../../../scripts/workshop/agency-workshop.ts'
import { units } from '../../../scripts/workshop/units.ts'
import { openExaminer } from '../src/examiner.ts'
import { consumeInbound } from '../src/inbound.ts'
import type { PushParts } from '../src/push-submission.ts'
import { openReceipts } from '../src/receipts.ts'
import { openFeedDouble } from './feed-double.ts'

const YEARS = {
  from: instant(Date.parse('2020-01-01T00:00:00+08:00')),
  to: instant(Date.parse('2040-01-01T00:00:00+08:00')),
}
const authority = makeDemoAuthority('测试根', YEARS, 'p256')

export { authority as testAuthority, YEARS as testYears }

const SECOND_MS = 1_000
const CHECK_MS = 5
const PATIENCE_MS = 20_000
const LOOK_MS = 5

// biome-ignore lint/suspicious/noExplicitAny: an example document is changed member by member by tests.
export type ExampleDocument = any
export type Headers = Readonly<Record<string, string>>

/** A type's example with a fresh id. */
export function exampleOf(slug = 'ruling-parole'): ExampleDocument {
  const document = JSON.parse(documentExamples(slug).json)
  document.header.documentId = randomUUID()
  return document
}

export const bytesOf = (document: object | Uint8Array): Uint8Array =>
  document instanceof Uint8Array ? document : Buffer.from(JSON.stringify(document))

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Signed now by the agency. */
export const signedBy = (agency: EquippedAgency, document: Uint8Array): Uint8Array =>
  signAs(agency, document, instant(Date.now() - SECOND_MS))

/** The JSON body of a submission (api.md). */
export const bodyOf = (
  document: Uint8Array,
  signature?: Uint8Array,
  attachments: readonly Uint8Array[] = [],
): object => ({
  document: base64(document),
  mediaType: 'application/json',
  ...(signature ? { signature: base64(signature) } : {}),
  attachments: attachments.map((content) => ({ content: base64(content) })),
})

export const byKafka = (file: Agency, change: Partial<Agency> = {}): Agency => ({
  ...file,
  kafka: { principal: `User:${file.code}`, feed: false, inbound: true },
  ...change,
})

export async function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-inbound-'))
  const [log, keys, blobs] = [
    await openEventLog(join(folder, 'log')),
    await openKeyStore(join(folder, 'keys')),
    await openBlobStore(join(folder, 'blobs')),
  ]
  const directory = openDirectory()
  const switched = breakable(log)
  const parts: PushParts = {
    log: switched.log,
    blobs,
    codec: createCodec(keys),
    directory,
    clock: { now: () => instant(Date.now()) },
    receipts: await openReceipts(keys, 'xianjie'),
    examiner: await openExaminer(await keys.secret('subject-id')),
  }
  const feed = openFeedDouble()
  const lines = capture()
  const faults: unknown[] = []
  const onFault = (err: unknown, place: string) => {
    faults.push(err)
    lines.log.warn({ err, place }, 'inbound record not taken')
  }
  const outcomes = (code: AgencyCode) => feed.records(outcomeTopic(code)).map(outcomeOf)
  return {
    log,
    parts,
    feed,
    directory,
    faults,
    switched,
    logged: lines.logged,
    onFault,
    start: (other: Partial<PushParts> = {}) => start({ ...parts, ...other }, feed, onFault),
    /** Produces as the agency would; the id is what an agency's own client leaves out. */
    produce: async (code: AgencyCode, value: object | Uint8Array | undefined, headers: Headers) => {
      await feed.ensureTopics(inboundTopics(code))
      const key = headers.key ?? randomUUID()
      const bytes = value && bytesOf(value)
      const id = randomUUID() as string as EventId
      await feed.publish([{ topic: inboundTopic(code), id, key, headers, value: bytes }])
      return correlationIn(headers)
    },
    outcomes,
    /** The outcome that carries this correlation, once it is there. */
    outcome: (code: AgencyCode, correlation: string) =>
      eventually(`an outcome for ${correlation}`, () =>
        outcomes(code).find((one) => one.correlation === correlation),
      ),
    outcomeWhere: (code: AgencyCode, which: (one: Outcome) => boolean) =>
      eventually('the outcome', () => outcomes(code).find(which)),
    close: async () => {
      await parts.examiner.close()
      for (const store of [blobs, keys, log]) await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const correlationIn = (headers: Headers): string => headers['xianjie-correlation'] ?? ''

export type Outcome = ReturnType<typeof outcomeOf>

/** The outcome of one record as its agency reads it. */
export function outcomeOf({ id, key, headers, value, partition, offset }: DeliveredRecord) {
  const body = JSON.parse(Buffer.from(value as Uint8Array).toString())
  return {
    ...{ id, key, headers, body, place: { partition, offset } },
    correlation: correlationIn(headers),
    type: headers.ce_type,
  }
}

function start(
  parts: PushParts,
  feed: ReturnType<typeof openFeedDouble>,
  onFault: (fault: unknown, place: string) => void,
) {
  const stopping = new AbortController()
  const { signal } = stopping
  const ended = consumeInbound({
    ...{ feed, parts, signal, onFault },
    platform: 'xianjie',
    checkMs: CHECK_MS,
  })
  return {
    ended,
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

/** Waits for what must come; fails with its name when it does not. */
export async function eventually<Found>(
  name: string,
  look: () => Found | undefined | false,
): Promise<Found> {
  const until = Date.now() + PATIENCE_MS
  while (Date.now() < until) {
    const found = look()
    if (found) return found
    await pause(LOOK_MS)
  }
  throw new Error(`${name} did not come`)
}

export const equip = (name: keyof typeof units): Promise<EquippedAgency> =>
  equipAgency(units[name], authority, 'p256')

function openDirectory(): AgencyDirectory & { register(agency: Agency): void } {
  const known = new Map<AgencyCode, RegisteredAgency>()
  let version = 0
  return {
    find: (code) => known.get(code),
    version: () => version,
    all: () => [...known.values()],
    register: (agency) => {
      version += 1
      known.set(agency.code, { agency, revision: version })
    },
  }
}

/** The log with a switch: away before the append, or after it, when nobody hears of its success. */
function breakable(log: EventLog) {
  const state: { away: 'no' | 'before' | 'after' } = { away: 'no' }
  const append: EventLog['append'] = async (...appended) => {
    if (state.away === 'before') throw new LogUnavailable('away')
    const done = await log.append(...appended)
    if (state.away === 'after') throw new LogUnavailable('away')
    return done
  }
  return { state, log: { ...bound(log), append } }
}

const bound = (log: EventLog): EventLog => ({
  append: (...given) => log.append(...given),
  read: (...given) => log.read(...given),
  evidence: (...given) => log.evidence(...given),
  scan: (after) => log.scan(after),
  subscribe: (...given) => log.subscribe(...given),
  head: () => log.head(),
  close: () => log.close(),
})

function capture() {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return { log: createLog({ service: 'test', destination }), logged: () => lines.join('') }
}
