/**
 * Examinations on a thread beside the one that serves HTTP: parsing and checking signatures is most of
 * the work of accepting a document. Tasks and answers travel a few at a time.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type AgencyCode, LogBusy, type RegisteredAgency } from '@xianjie/contracts'
import type { Examination, Examined } from './examine.ts'
import type { ThreadAnswer, ThreadTask } from './examiner-thread.ts'

export type Examiner = {
  /** Throws `LogBusy` when too many examinations wait already. */
  examine(input: Examination, issuer: RegisteredAgency): Promise<Examined>
  close(): Promise<void>
}

/** Examinations under way; beyond it the caller is told to come back. */
const EXAMINATIONS_PENDING_MAX = 5_000
/** Tasks that travel together: few, so that the thread begins while this one still reads requests. */
const TASKS_TOGETHER = 4
const SCRIPT = new URL('./examiner-thread.ts', import.meta.url)

type Waiting = {
  readonly resolve: (examined: Examined) => void
  readonly reject: (error: Error) => void
}

/** Fulfils when the thread is warm: its first document is then no slower than the others. */
export async function openExaminer(secret: Uint8Array, script = SCRIPT): Promise<Examiner> {
  const examiner = new ExaminerThread(secret, script)
  await examiner.warm()
  return examiner
}

class ExaminerThread implements Examiner {
  readonly #secret: Uint8Array
  readonly #script: URL
  readonly #waiting = new Map<number, Waiting>()
  /** Revisions of registrations that the thread has been told. */
  readonly #told = new Map<AgencyCode, number>()
  #worker: Worker
  #outgoing: ThreadTask[] = []
  #sequence = 0
  #closing = false

  constructor(secret: Uint8Array, script: URL) {
    this.#secret = secret
    this.#script = script
    this.#worker = this.#start()
  }

  examine(input: Examination, { agency, revision }: RegisteredAgency): Promise<Examined> {
    if (this.#waiting.size >= EXAMINATIONS_PENDING_MAX) {
      return Promise.reject(new LogBusy('too many examinations are under way'))
    }
    if (this.#told.get(agency.code) !== revision) {
      this.#told.set(agency.code, revision)
      this.#send({ kind: 'agency', agency })
    }
    this.#sequence += 1
    const id = this.#sequence
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#send({ kind: 'examine', id, issuer: agency.code, input })
    })
  }

  async warm(): Promise<void> {
    await once(this.#worker, 'message')
  }

  async close(): Promise<void> {
    this.#closing = true
    await this.#worker.terminate()
  }

  #send(task: ThreadTask): void {
    if (this.#outgoing.length === 0) setImmediate(() => this.#flush())
    this.#outgoing.push(task)
    if (this.#outgoing.length >= TASKS_TOGETHER) this.#flush()
  }

  #flush(): void {
    if (this.#outgoing.length > 0) this.#worker.postMessage(this.#outgoing)
    this.#outgoing = []
  }

  #start(): Worker {
    const settings = { workerData: { secret: this.#secret }, execArgv: [] }
    const worker = new Worker(this.#script, settings)
    worker.on('message', (answers: readonly ThreadAnswer[]) => {
      for (const answer of answers) this.#settle(answer)
    })
    worker.on('error', (fault) => this.#lost(worker, fault))
    worker.on('exit', () => this.#lost(worker, new Error('the examiner ended')))
    return worker
  }

  /** A thread that dies takes its examinations with it; nothing was stored, and another begins. */
  #lost(worker: Worker, fault: Error): void {
    if (this.#worker !== worker) return
    for (const { reject } of this.#waiting.values()) reject(fault)
    this.#waiting.clear()
    this.#told.clear()
    this.#outgoing = []
    if (!this.#closing) this.#worker = this.#start()
  }

  #settle(answer: ThreadAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('failure' in answer) waiting?.reject(answer.failure)
    else waiting?.resolve(answer.examined)
  }
}
