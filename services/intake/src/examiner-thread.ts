/** The thread that examines: takes batches of examinations, answers in batches. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Agency, AgencyCode } from '@xianjie/contracts'
import { createSealChecker } from '@xianjie/seal'
import { compileAll } from '@xianjie/validate'
import { type Examination, type Examined, examine } from './examine.ts'

export type ThreadTask =
  | { readonly kind: 'agency'; readonly agency: Agency }
  | {
      readonly kind: 'examine'
      readonly id: number
      readonly issuer: AgencyCode
      readonly input: Examination
    }
export type ThreadAnswer =
  | { readonly id: number; readonly examined: Examined }
  | { readonly id: number; readonly failure: Error }

const port = parentPort
if (!port) throw new Error('this file runs as a worker thread')

const setup = { checkSeal: createSealChecker(), secret: workerData.secret as Uint8Array }
const agencies = new Map<AgencyCode, Agency>()
compileAll()

/** Answers that travel together: few, so that the next step begins while this thread goes on. */
const ANSWERS_TOGETHER = 4

port.on('message', (tasks: readonly ThreadTask[]) => {
  let answers: ThreadAnswer[] = []
  const send = () => {
    if (answers.length > 0) port.postMessage(answers)
    answers = []
  }
  for (const task of tasks) {
    if (task.kind === 'agency') agencies.set(task.agency.code, task.agency)
    else answers.push(answer(task))
    if (answers.length >= ANSWERS_TOGETHER) send()
  }
  send()
})

// Empty answers say that the thread is warm.
port.postMessage([])

function answer({ id, issuer, input }: Extract<ThreadTask, { kind: 'examine' }>): ThreadAnswer {
  try {
    const agency = agencies.get(issuer)
    if (!agency) throw new Error('the thread does not know the agency')
    return { id, examined: examine(input, agency, setup) }
  } catch (error) {
    return { id, failure: error instanceof Error ? error : new Error('examination failed') }
  }
}
