/**
 * The worker's side of a writer thread: group commit. Whatever was posted while a transaction ran
 * goes into the next one, so that one fsync serves everybody who waited for it.
 */
import { parentPort, receiveMessageOnPort } from 'node:worker_threads'

/** What one message asks: a number of jobs, answered in their order. */
export type Batch = { readonly jobs: number }

/** The one connection that writes. */
export type Ledger<Asked extends Batch, Answer> = {
  /** Does everything asked in one transaction, or nothing of it and throws. */
  commit(batches: readonly Asked[]): readonly Answer[]
  close(): void
}

export type Report<Answer> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'committed'; readonly answers: readonly Answer[] }
  | { readonly kind: 'failed'; readonly jobs: number; readonly fault: unknown }
  | { readonly kind: 'closed' }

export const CLOSE = 'close'
type Asked<B> = B | typeof CLOSE

/**
 * Serves the parent thread until it asks to close. `jobsMax` bounds one transaction (a message that
 * begins below the bound is still taken whole). A ledger that failed is closed and opened anew for
 * the next transaction: a disk that had been full may have room again.
 */
export function serveLedger<B extends Batch, Answer>(
  open: () => Ledger<B, Answer>,
  jobsMax: number,
): void {
  const port = parentPort
  if (port === null) throw new Error('a writer runs in a worker thread')
  let ledger: Ledger<B, Answer> | undefined = open()
  const post = (report: Report<Answer>) => port.postMessage(report)

  const commit = (batches: readonly B[]) => {
    try {
      ledger ??= open()
      post({ kind: 'committed', answers: ledger.commit(batches) })
    } catch (fault) {
      discard(ledger)
      ledger = undefined
      post({ kind: 'failed', jobs: batches.reduce((sum, { jobs }) => sum + jobs, 0), fault })
    }
  }
  port.on('message', (first: Asked<B>) => {
    const { batches, closing } = gather(first, jobsMax, () => receiveMessageOnPort(port)?.message)
    if (batches.length > 0) commit(batches)
    if (!closing) return
    discard(ledger)
    post({ kind: 'closed' })
    port.close()
  })
  post({ kind: 'ready' })
}

/** Takes what waits at the port, up to the bound; closing is always the last thing asked. */
function gather<B extends Batch>(first: Asked<B>, jobsMax: number, next: () => Asked<B>) {
  const batches: B[] = []
  let jobs = 0
  for (let asked: Asked<B> | undefined = first; asked !== undefined; asked = next()) {
    if (asked === CLOSE) return { batches, closing: true }
    batches.push(asked)
    jobs += asked.jobs
    if (jobs >= jobsMax) break
  }
  return { batches, closing: false }
}

/** A connection that already failed may fail to close as well; that adds nothing. */
function discard(ledger: { close(): void } | undefined): void {
  try {
    ledger?.close()
  } catch {}
}
