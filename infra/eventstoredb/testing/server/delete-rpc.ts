import type { handleUnaryCall } from '@grpc/grpc-js'
import type { Gate } from './gate.ts'
import { deleteFailed, handlerFailed, invalidArgument, streamDeleted } from './refusals.ts'
import { expectation, streamName, streams } from './wire.ts'

type DeleteRequest = InstanceType<typeof streams.DeleteReq>
type TombstoneRequest = InstanceType<typeof streams.TombstoneReq>
type DeleteResponse = InstanceType<typeof streams.DeleteResp>
type TombstoneResponse = InstanceType<typeof streams.TombstoneResp>
type Options = NonNullable<ReturnType<DeleteRequest['getOptions'] | TombstoneRequest['getOptions']>>

/** Deletes a stream: its events cannot be read any more, its revisions go on. */
export const deleteRpc =
  (gate: Gate): handleUnaryCall<DeleteRequest, DeleteResponse> =>
  (call, answer) => {
    gone(gate, 'delete', call.request.getOptions()).then(
      (position) => {
        const place = new streams.DeleteResp.Position()
        place.setCommitPosition(position).setPreparePosition(position)
        answer(null, new streams.DeleteResp().setPosition(place))
      },
      (refusal) => answer(refusal),
    )
  }

/** Closes a stream's name for ever. */
export const tombstoneRpc =
  (gate: Gate): handleUnaryCall<TombstoneRequest, TombstoneResponse> =>
  (call, answer) => {
    gone(gate, 'tombstone', call.request.getOptions()).then(
      (position) => {
        const place = new streams.TombstoneResp.Position()
        place.setCommitPosition(position).setPreparePosition(position)
        answer(null, new streams.TombstoneResp().setPosition(place))
      },
      (refusal) => answer(refusal),
    )
  }

async function gone(
  gate: Gate,
  kind: 'delete' | 'tombstone',
  options: Options | undefined,
): Promise<string> {
  if (!options) throw handlerFailed()
  const stream = streamName(options.getStreamIdentifier())
  const revision = options.hasRevision() ? options.getRevision() : undefined
  const expected = expectation(options, revision)
  if (expected === undefined) throw invalidArgument('No expected revision')
  const outcome = await gate.change({ kind, stream, expected, events: [] })
  if (outcome.kind === 'deleted') throw streamDeleted(stream)
  if (outcome.kind === 'wrong') throw deleteFailed(stream, expected, outcome.current)
  return outcome.kind === 'done' ? String(outcome.position) : '0'
}
