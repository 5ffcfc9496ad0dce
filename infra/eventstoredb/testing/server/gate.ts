import type { misbehaviour } from './misbehaviour.ts'
import { notLeader } from './refusals.ts'
import type { Change, Outcome, Writer } from './writer.ts'

/** The peer of a call, as grpc-js names it: `address:port`. */
export type Caller = { getPeer(): string }

export type Gate = ReturnType<typeof gateTo>

const UNANSWERED: Outcome = { kind: 'unanswered' }

/** The way to the writer. Appends pass the misbehaviour that was asked for; the rest just pass. */
export function gateTo(
  writer: Writer,
  faults: ReturnType<typeof misbehaviour>,
  breakConnection: (peer: string) => void,
) {
  return {
    change: (change: Change): Promise<Outcome> => writer.submit(change),
    /** Throws a refusal when the append is sent to another leader. */
    async append(change: Change, caller: Caller): Promise<Outcome> {
      const fault = faults.nextFault()
      if (fault === undefined) return writer.submit(change)
      if (fault.kind === 'not-leader') throw notLeader(fault.host, fault.port)
      if (fault.kind === 'die') return writer.submit(change, true)
      if (fault.stored) await writer.submit(change)
      if (fault.kind === 'drop') breakConnection(caller.getPeer())
      return UNANSWERED
    },
  }
}
