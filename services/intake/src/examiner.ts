/**
 * Examinations on a thread beside the one that serves HTTP: parsing and checking signatures is most of
 * the work of accepting a document. What arrives in one turn of the event loop travels together.
 */
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

type Waiting = {
  readonly resolve: (examined: Examined) => void
  readonly reject: (error: Error) => void
}

export function openExaminer(secret: Uint8Array): Examiner {
  const worker = new Worker(new URL('./examiner-thread.ts', import.meta.url), {
    workerData: { secret },
  })
  const waiting = new Map<number, Waiting>()
  const known = new Map<AgencyCode, number>()
  let outgoing: ThreadTask[] = []
  let sequence = 0

  const send = (task: ThreadTask) => {
    if (outgoing.length === 0) {
      setImmediate(() => {
        worker.postMessage(outgoing)
        outgoing = []
      })
    }
    outgoing.push(task)
  }
  worker.on('message', (answers: readonly ThreadAnswer[]) => {
    for (const answer of answers) settle(waiting, answer)
  })
  // A thread that dies takes its examinations with it; nothing was stored, so the senders may repeat.
  worker.on('error', (error) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  })

  return {
    examine: (input, { agency, revision }) => {
      if (waiting.size >= EXAMINATIONS_PENDING_MAX)
        return Promise.reject(new LogBusy('examiner is full'))
      if (known.get(agency.code) !== revision) {
        known.set(agency.code, revision)
        send({ kind: 'agency', agency })
      }
      sequence += 1
      const id = sequence
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        send({ kind: 'examine', id, issuer: agency.code, input })
      })
    },
    close: async () => {
      await worker.terminate()
    },
  }
}

function settle(waiting: Map<number, Waiting>, answer: ThreadAnswer) {
  const entry = waiting.get(answer.id)
  waiting.delete(answer.id)
  if ('failure' in answer) entry?.reject(answer.failure)
  else entry?.resolve(answer.examined)
}
