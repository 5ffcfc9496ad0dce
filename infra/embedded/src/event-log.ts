/**
 * The event log on SQLite: one worker thread writes with group commit and `synchronous = FULL`; the
 * caller's thread reads. In WAL mode a reader sees a transaction only after its fsync, so that
 * nobody is ever shown what a power cut could take back.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type Appended,
  EVENT_BYTES_MAX,
  type EventLog,
  type ExpectedRevision,
  LogBusy,
  LogUnavailable,
  type NewEvent,
  type RecordedEvent,
} from '@xianjie/contracts'
import { type Append, bytesOf, packAppends } from './append-batch.ts'
import { CommitNotices } from './commit-notices.ts'
import { type Lock, lockFolder, makeFolder, syncFolder } from './folder.ts'
import { type LogReader, openLogReader } from './log-reader.ts'
import type { LogWriterSettings } from './log-writer.ts'
import { scanPages } from './scan-pages.ts'
import { WriterThread } from './writer-thread.ts'

/** Appends that wait for their commit; more are refused with `LogBusy`. */
export const APPENDS_PENDING_MAX = 10_000
const BYTES_PENDING_MAX = 256 * 1_048_576
/** Appends in one transaction. */
const BATCH_APPENDS_MAX = 1_000
const APPENDS_PER_PARCEL_MAX = 200
const EVENTS_PER_APPEND_MAX = 1_000

export type EventLogOptions = {
  /** Bytes that the file may reach; beyond them appends reject as if the disk were full. */
  readonly fileBytesMax?: number
}

/**
 * The log in this folder, made when there is none. Throws `FolderInUse` while another process (or
 * this one) has it open, `UnknownFormat` for a file of a newer release.
 */
export async function openEventLog(
  folder: string,
  options: EventLogOptions = {},
): Promise<EventLog> {
  makeFolder(folder)
  const lock = lockFolder(folder, 'log')
  try {
    return await EmbeddedLog.open(folder, options, lock)
  } catch (fault) {
    lock.release()
    throw fault
  }
}

class EmbeddedLog implements EventLog {
  readonly #lock: Lock
  readonly #reader: LogReader
  readonly #writer: WriterThread<Append, Appended>
  readonly #notices: CommitNotices
  #closing: Promise<void> | undefined

  private constructor(
    lock: Lock,
    reader: LogReader,
    writer: WriterThread<Append, Appended>,
    notices: CommitNotices,
  ) {
    this.#lock = lock
    this.#reader = reader
    this.#writer = writer
    this.#notices = notices
  }

  static async open(folder: string, options: EventLogOptions, lock: Lock): Promise<EventLog> {
    const notices = new CommitNotices(0)
    const writer = await startWriter(folder, options, (answers) => {
      const head = headOf(answers)
      if (head !== undefined) notices.announce(head)
    })
    try {
      syncFolder(folder)
      const reader = openLogReader(folder)
      notices.announce(reader.head())
      return new EmbeddedLog(lock, reader, writer, notices)
    } catch (fault) {
      await writer.close()
      throw fault
    }
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    checkEvents(events)
    return this.#writer.submit({ stream, expected, events })
  }

  async read(stream: string, fromRevision = 0): Promise<readonly RecordedEvent[]> {
    return this.#reader.stream(stream, fromRevision)
  }

  async evidence(stream: string, revision: number): Promise<Uint8Array | undefined> {
    return this.#reader.evidence(stream, revision)
  }

  async head(): Promise<number> {
    return this.#reader.head()
  }

  scan(after: number): AsyncIterable<readonly RecordedEvent[]> {
    return scanPages(this.#reader, after)
  }

  async *subscribe(after: number, signal: AbortSignal): AsyncIterable<readonly RecordedEvent[]> {
    let reached = after
    while (!signal.aborted && this.#closing === undefined) {
      const page = this.#reader.page(reached)
      const last = page.at(-1)
      if (last === undefined) {
        await this.#notices.grown(reached, signal)
        continue
      }
      reached = last.position
      yield page
      // A long backlog must not keep the thread from serving others between two pages.
      await nextTurn()
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** The reader closes first: the writer's last checkpoint then finds nobody in its way. */
  async #close(): Promise<void> {
    this.#notices.end()
    this.#reader.close()
    await this.#writer.close()
    this.#lock.release()
  }
}

const startWriter = (
  folder: string,
  { fileBytesMax }: EventLogOptions,
  committed: (answers: readonly Appended[]) => void,
): Promise<WriterThread<Append, Appended>> =>
  WriterThread.start<Append, Appended>({
    script: new URL('./log-writer.ts', import.meta.url),
    workerData: { folder, fileBytesMax, appendsMax: BATCH_APPENDS_MAX } satisfies LogWriterSettings,
    jobsPendingMax: APPENDS_PENDING_MAX,
    bytesPendingMax: BYTES_PENDING_MAX,
    jobsPerParcelMax: APPENDS_PER_PARCEL_MAX,
    bytesOf,
    pack: packAppends,
    committed,
    busy: () => new LogBusy('the queue of appends is full'),
    unavailable: (cause) => new LogUnavailable('the append failed', { cause }),
  })

/** Position of the last event that a commit wrote, or undefined when it wrote none. */
function headOf(answers: readonly Appended[]): number | undefined {
  const last = answers.findLast((answer) => answer.ok && !answer.repeated)
  return last?.ok ? last.position : undefined
}

/** What no caller may ask; a mistake of the program, not of its user. */
function checkEvents(events: readonly NewEvent[]): void {
  if (events.length === 0 || events.length > EVENTS_PER_APPEND_MAX) {
    throw new RangeError(`an append has 1 to ${EVENTS_PER_APPEND_MAX} events`)
  }
  if (events.some(({ data }) => data.length > EVENT_BYTES_MAX)) {
    throw new RangeError(`an event has at most ${EVENT_BYTES_MAX} bytes of data`)
  }
  if (new Set(events.map(({ id }) => id)).size < events.length) {
    throw new RangeError('the events of an append have different ids')
  }
}
