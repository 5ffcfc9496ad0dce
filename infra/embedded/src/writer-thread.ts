/**
 * The caller's side of a writer thread: a bounded queue in front of one worker. Jobs of one turn of
 * the event loop travel as one message, and answers come back in the order of the jobs.
 */
import { Worker } from 'node:worker_threads'
import { CLOSE, type Report } from './writer-loop.ts'

/** Jobs made into one message, with the memory that is handed over instead of copied. */
export type Parcel = { readonly message: unknown; readonly transfer: readonly ArrayBuffer[] }

export type WriterDuties<Job, Answer> = {
  /** The worker's file and what it is told at its start. */
  readonly script: URL
  readonly workerData: unknown
  readonly jobsPendingMax: number
  readonly bytesPendingMax: number
  readonly jobsPerParcelMax: number
  readonly bytesOf: (job: Job) => number
  readonly pack: (jobs: readonly Job[]) => Parcel
  /** Told after each commit, before any of its callers goes on. */
  readonly committed?: (answers: readonly Answer[]) => void
  readonly busy: () => Error
  readonly unavailable: (cause: unknown) => Error
}

type Pending<Job, Answer> = {
  readonly job: Job
  readonly bytes: number
  readonly resolve: (answer: Answer) => void
  readonly reject: (fault: Error) => void
}

export class WriterThread<Job, Answer> {
  readonly #duties: WriterDuties<Job, Answer>
  #worker: Worker | undefined
  #queued: Pending<Job, Answer>[] = []
  #posted: Pending<Job, Answer>[] = []
  #bytesPending = 0
  #flushing = false
  #started = Promise.withResolvers<void>()
  #closed: PromiseWithResolvers<void> | undefined

  private constructor(duties: WriterDuties<Job, Answer>) {
    this.#duties = duties
  }

  /** A writer whose worker has opened its file. Rejects with what the worker threw otherwise. */
  static async start<Job, Answer>(duties: WriterDuties<Job, Answer>) {
    const writer = new WriterThread<Job, Answer>(duties)
    writer.#worker = writer.#startWorker()
    await writer.#started.promise
    return writer
  }

  /**
   * The job's answer, once it is committed. The job's bytes must stay as they are until then.
   * Rejects with `busy` when the queue is full, with `unavailable` when the commit failed or the
   * writer is closed.
   */
  submit(job: Job): Promise<Answer> {
    const { bytesOf, busy, unavailable, jobsPendingMax, bytesPendingMax } = this.#duties
    if (this.#closed) return Promise.reject(unavailable(new Error('it is closed')))
    const bytes = bytesOf(job)
    const jobs = this.#queued.length + this.#posted.length
    if (jobs >= jobsPendingMax || (jobs > 0 && this.#bytesPending + bytes > bytesPendingMax)) {
      return Promise.reject(busy())
    }
    this.#bytesPending += bytes
    return new Promise((resolve, reject) => {
      this.#queued.push({ job, bytes, resolve, reject })
      this.#flushSoon()
    })
  }

  /** Commits what is pending, then ends the worker. */
  close(): Promise<void> {
    if (this.#closed) return this.#closed.promise
    this.#closed = Promise.withResolvers()
    this.#flush()
    if (this.#worker) this.#worker.postMessage(CLOSE)
    else this.#closed.resolve()
    return this.#closed.promise
  }

  #flushSoon(): void {
    if (this.#flushing) return
    this.#flushing = true
    setImmediate(() => this.#flush())
  }

  #flush(): void {
    this.#flushing = false
    if (this.#queued.length === 0) return
    this.#worker ??= this.#startWorker()
    const { pack, jobsPerParcelMax } = this.#duties
    for (let from = 0; from < this.#queued.length; from += jobsPerParcelMax) {
      const part = this.#queued.slice(from, from + jobsPerParcelMax)
      const { message, transfer } = pack(part.map(({ job }) => job))
      this.#worker.postMessage(message, transfer)
    }
    this.#posted.push(...this.#queued)
    this.#queued = []
  }

  /** No flags of this process are passed on: loaders and inspectors would slow the worker only. */
  #startWorker(): Worker {
    const { script, workerData } = this.#duties
    const worker = new Worker(script, { workerData, execArgv: [] })
    worker.on('message', (report: Report<Answer>) => this.#receive(report))
    worker.on('error', (fault) => this.#lost(worker, fault))
    worker.on('exit', (code) => this.#lost(worker, new Error(`the writer ended with ${code}`)))
    return worker
  }

  #receive(report: Report<Answer>): void {
    switch (report.kind) {
      case 'ready':
        this.#started.resolve()
        break
      case 'committed':
        this.#answer(report.answers)
        break
      case 'failed':
        this.#fail(report.jobs, report.fault)
        break
      case 'closed':
        this.#closed?.resolve()
        break
    }
  }

  #answer(answers: readonly Answer[]): void {
    this.#duties.committed?.(answers)
    this.#settle(answers.length, ({ resolve }, index) => resolve(answers[index] as Answer))
  }

  /** A worker that died takes what it was given with it; the next job starts another. */
  #lost(worker: Worker, fault: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    this.#started.reject(fault)
    this.#fail(this.#posted.length, fault)
    this.#closed?.resolve()
  }

  #fail(jobs: number, fault: unknown): void {
    const reason = this.#duties.unavailable(fault)
    this.#settle(jobs, (pending) => pending.reject(reason))
  }

  #settle(jobs: number, settle: (pending: Pending<Job, Answer>, index: number) => void): void {
    const settled = this.#posted.splice(0, jobs)
    for (const { bytes } of settled) this.#bytesPending -= bytes
    settled.forEach(settle)
  }
}
