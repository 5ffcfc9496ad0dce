/**
 * Appends whose outcome is found out. A try that failed or got no answer may have been stored, so it
 * is tried again with the same ids and the same expected revision, never otherwise. A refusal is
 * checked against what the stream holds at that place:
 * - under the ids of this append: an earlier try of it was stored (`repeated: false`);
 * - under others but the same events: an earlier append was (`repeated: true`);
 * - anything else: the revision is wrong.
 *
 * `repeated` is thus about this call of `append`, not about its tries: `repeated: false` means that
 * this call stored the events, and exactly one of all equal calls, in any process, is told so,
 * unless that one ends with `LogUnavailable`; it then learns it as `repeated: true` when it asks again.
 */
import {
  type Appended,
  type ExpectedRevision,
  LogBusy,
  type LogUnavailable,
  type NewEvent,
} from '@xianjie/contracts'
import type { AppendAnswer } from './answers.ts'
import type { AppendStream } from './append-stream.ts'
import { type CallFault, faultOf, unavailable } from './faults.ts'
import type { Health } from './health.ts'
import { backoffMs, pause } from './pause.ts'
import type { Reader } from './reader.ts'
import { type AppendRequest, appendRequest } from './requests.ts'

const TRIES_MAX = 12
const BYTES_PENDING_MAX = 256 * 1_048_576
const CLOSE_GRACE_MS = 2_000

export type AppenderLimits = {
  /** Appends that wait for their answer; more are refused with `LogBusy`. */
  readonly pendingMax: number
  /** All tries of one append together; the last may begin at its end. */
  readonly totalMs: number
}

type Parts = {
  readonly stream: AppendStream
  readonly reader: Reader
  readonly health: Health
  readonly limits: AppenderLimits
}
/** An answer, and whether tries before it were left without one. */
type Outcome = { readonly answer: AppendAnswer; readonly isFirstTry: boolean }

export class Appender {
  readonly #parts: Parts
  readonly #closing = new AbortController()
  #pending = 0
  #bytesPending = 0
  #drained: () => void = () => {}

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    bytes: number,
  ): Promise<Appended> {
    if (this.#closing.signal.aborted) throw unavailable('the log is closed')
    const { pendingMax } = this.#parts.limits
    if (this.#pending >= pendingMax || this.#bytesPending + bytes > BYTES_PENDING_MAX) {
      throw new LogBusy('too many appends wait for the server')
    }
    this.#pending += 1
    this.#bytesPending += bytes
    try {
      const request = appendRequest(stream, expected, events)
      const outcome = await this.#try(request)
      return await this.#appended(outcome, request, stream, expected, events)
    } finally {
      this.#pending -= 1
      this.#bytesPending -= bytes
      if (this.#pending === 0) this.#drained()
    }
  }

  /** What waits may still be answered for a moment; then it fails, its outcome unknown. */
  async close(): Promise<void> {
    this.#closing.abort()
    if (this.#pending > 0) {
      const grace = new AbortController()
      this.#drained = () => grace.abort()
      await pause(CLOSE_GRACE_MS, grace.signal)
    }
    this.#parts.stream.close()
  }

  async #try(request: AppendRequest): Promise<Outcome> {
    const { stream, health, limits } = this.#parts
    const startedAt = performance.now()
    // While the server is away nobody waits for more than one try; the first answer ends that.
    const tries = health.state.connected ? TRIES_MAX : 1
    for (let failures = 0; ; ) {
      try {
        const answer = await stream.send(request)
        health.answered()
        return { answer, isFirstTry: failures === 0 }
      } catch (cause) {
        failures += 1
        const fault = faultOf(cause)
        const isOver = performance.now() - startedAt > limits.totalMs || failures >= tries
        if (isOver || !fault.retriable || this.#closing.signal.aborted) throw this.#givenUp(fault)
      }
      await pause(backoffMs(failures), this.#closing.signal)
    }
  }

  #givenUp(fault: CallFault): LogUnavailable {
    if (fault.retriable && !this.#closing.signal.aborted) this.#parts.health.failed()
    return unavailable(`the outcome of the append is unknown: ${fault.message}`, fault)
  }

  async #appended(
    { answer, isFirstTry }: Outcome,
    { ids }: AppendRequest,
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    if (answer.kind === 'stored') {
      return { ok: true, position: answer.position, revision: answer.revision, repeated: false }
    }
    const wanted = { ok: false, reason: 'wrong-revision', actual: answer.actual } as const
    const first = revisionOf(expected) + 1
    const last = revisionOf(answer.actual)
    if (last < first) {
      // The stream is too short yet: a try that is still under way could find it long enough.
      if (!isFirstTry && last < first - 1) throw unavailable('the outcome of the append is unknown')
      return wanted
    }
    const kept = await this.#parts.reader.kept(stream, first, events.length)
    const end = kept.at(-1)?.event
    const isThere = kept.length === events.length && kept[0]?.event.revision === first
    if (!isThere || !end) return wanted
    const place = { ok: true, position: end.position, revision: end.revision } as const
    if (kept.every(({ wireId }, at) => wireId === ids[at])) return { ...place, repeated: false }
    const isSame = kept.every(({ event }, at) => event.id === events[at]?.id)
    return isSame ? { ...place, repeated: true } : wanted
  }
}

const revisionOf = (revision: ExpectedRevision): number =>
  revision === 'no-stream' ? -1 : revision
