import type { ServerDuplexStream } from '@grpc/grpc-js'
import { status as grpcStatus } from '@grpc/grpc-js'
import type { Expected } from './decide.ts'
import type { Gate } from './gate.ts'
import { APPEND_DATA_BYTES_MAX, dataBytes, type ProposedMessage, proposedOf } from './proposed.ts'
import { Any, Empty } from './protobuf.ts'
import type { Proposed } from './storage.ts'
import { expectation, shared, status, streamIdentifier, streamName, streams } from './wire.ts'
import type { Change, Outcome } from './writer.ts'

type Request = InstanceType<typeof streams.BatchAppendReq>
type Response = InstanceType<typeof streams.BatchAppendResp>
type Options = InstanceType<typeof streams.BatchAppendReq.Options>
type Detail = { serializeBinary(): Uint8Array }
export type BatchAppendCall = ServerDuplexStream<Request, Response>

/** An append that is still coming in: one call carries many, told apart by correlation id. */
type Pending = { readonly options: Options | undefined; readonly messages: ProposedMessage[] }

const PENDING_APPENDS_MAX = 10_000

/** The BatchAppend RPC: appends of all sizes on one long call, answered in the order of storing. */
export function batchAppendRpc(gate: Gate) {
  return (call: BatchAppendCall): void => {
    const pending = new Map<string, Pending>()
    call.on('data', (request: Request) => {
      const key = request.getCorrelationId()?.getString() ?? ''
      const append = pending.get(key) ?? { options: request.getOptions(), messages: [] }
      append.messages.push(...request.getProposedMessagesList())
      pending.set(key, append)
      if (pending.size > PENDING_APPENDS_MAX) call.destroy()
      if (!request.getIsFinal()) return
      pending.delete(key)
      answer(gate, call, append, request).catch((refusal) => call.emit('error', refusal))
    })
    call.on('end', () => call.end())
    call.on('error', () => pending.clear())
  }
}

async function answer(
  gate: Gate,
  call: BatchAppendCall,
  { options, messages }: Pending,
  request: Request,
): Promise<void> {
  const stream = streamName(options?.getStreamIdentifier())
  const response = new streams.BatchAppendResp()
  response.setCorrelationId(request.getCorrelationId())
  response.setStreamIdentifier(streamIdentifier(stream))
  const change = changeOf(stream, options, messages)
  if (typeof change === 'string') return void call.write(response.setError(refusals[change]()))
  const outcome = await gate.append(change, call)
  if (outcome.kind === 'unanswered' || call.cancelled || call.destroyed) return
  if (outcome.kind === 'done') response.setSuccess(success(outcome))
  else if (outcome.kind === 'deleted') response.setError(deleted(stream))
  else response.setError(wrong(change.expected, outcome.current))
  call.write(response)
}

type Refused = 'bad-request' | 'timeout' | 'too-large'

function changeOf(
  stream: string,
  options: Options | undefined,
  messages: readonly ProposedMessage[],
): Change | Refused {
  if (!options || stream === '') return 'bad-request'
  const revision = options.hasStreamPosition() ? options.getStreamPosition() : undefined
  const expected = expectation(options, revision)
  if (expected === undefined) return 'bad-request'
  const events: Proposed[] = []
  for (const message of messages) {
    const event = proposedOf(message)
    if (typeof event === 'string') return 'bad-request'
    events.push(event)
  }
  if (dataBytes(events) > APPEND_DATA_BYTES_MAX) return 'too-large'
  const deadline = options.getDeadline()
  if (deadline && deadline.toDate().getTime() < Date.now()) return 'timeout'
  return { kind: 'append', stream, expected, events }
}

function errorStatus(code: number, name: string, detail: Detail) {
  const packed = new Any()
  packed.pack(detail.serializeBinary(), `event_store.client.${name}`)
  return new status.Status().setCode(code).setMessage(name).setDetails(packed)
}

const refusals = {
  'bad-request': () =>
    errorStatus(grpcStatus.INVALID_ARGUMENT, 'BadRequest', new shared.BadRequest()),
  timeout: () => errorStatus(grpcStatus.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout()),
  'too-large': () => {
    const detail = new shared.MaximumAppendSizeExceeded().setMaxappendsize(APPEND_DATA_BYTES_MAX)
    return errorStatus(grpcStatus.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', detail)
  },
} as const

const deleted = (stream: string) =>
  errorStatus(
    grpcStatus.NOT_FOUND,
    'StreamDeleted',
    new shared.StreamDeleted().setStreamIdentifier(streamIdentifier(stream)),
  )

function wrong(expected: Expected, current: number) {
  const nothing = () => new Empty()
  const detail = new shared.WrongExpectedVersion()
  if (current < 0) detail.setCurrentNoStream(nothing())
  else detail.setCurrentStreamRevision(String(current))
  if (expected === 'any') detail.setExpectedAny(nothing())
  else if (expected === 'stream-exists') detail.setExpectedStreamExists(nothing())
  else if (expected === 'no-stream') detail.setExpectedNoStream(nothing())
  else detail.setExpectedStreamPosition(String(expected))
  return errorStatus(grpcStatus.ALREADY_EXISTS, 'WrongExpectedVersion', detail)
}

function success({ revision, position }: Outcome & { kind: 'done' }) {
  const message = new streams.BatchAppendResp.Success()
  if (revision < 0) message.setNoStream(new Empty())
  else message.setCurrentRevision(String(revision))
  if (position === undefined) return message.setNoPosition(new Empty())
  const place = new shared.AllStreamPosition()
  place.setCommitPosition(String(position)).setPreparePosition(String(position))
  return message.setPosition(place)
}
