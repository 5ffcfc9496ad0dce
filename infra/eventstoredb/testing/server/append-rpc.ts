import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js'
import type { Expected } from './decide.ts'
import type { Gate } from './gate.ts'
import { APPEND_DATA_BYTES_MAX, dataBytes, type Fault, proposedOf } from './proposed.ts'
import { BinaryWriter } from './protobuf.ts'
import {
  handlerFailed,
  invalidArgument,
  maximumAppendSize,
  missingProperty,
  type Refusal,
  streamDeleted,
} from './refusals.ts'
import type { Proposed } from './storage.ts'
import { expectation, streamName, type streams } from './wire.ts'
import type { Change, Outcome } from './writer.ts'

type Request = InstanceType<typeof streams.AppendReq>
export type AppendCall = ServerReadableStream<Request, Uint8Array>

/** The Append RPC: options first, then events one by one, then one answer. */
export function appendRpc(gate: Gate) {
  return (call: AppendCall, answer: sendUnaryData<Uint8Array>): void => {
    const requests: Request[] = []
    call.on('data', (request: Request) => requests.push(request))
    call.on('end', () => {
      answered(gate, call, requests).then(
        (bytes) => bytes && answer(null, bytes),
        (fault: Refusal) => answer(fault),
      )
    })
  }
}

async function answered(
  gate: Gate,
  call: AppendCall,
  requests: readonly Request[],
): Promise<Uint8Array | undefined> {
  const change = changeOf(requests)
  const outcome = await gate.append(change, call)
  if (outcome.kind === 'deleted') throw streamDeleted(change.stream)
  if (outcome.kind === 'unanswered') return undefined
  return outcome.kind === 'done' ? success(outcome) : wrong(change.expected, outcome.current)
}

const NO_EXPECTATION =
  "'None' is not a valid EventStore.Client.Streams.AppendReq+Types+Options+" +
  'ExpectedStreamRevisionOneofCase'

function changeOf(requests: readonly Request[]): Change {
  const options = requests[0]?.getOptions()
  if (!options) throw handlerFailed()
  const revision = options.hasRevision() ? options.getRevision() : undefined
  const expected = expectation(options, revision)
  if (expected === undefined) throw invalidArgument(NO_EXPECTATION)
  const events = requests.slice(1).map((request) => {
    const message = request.getProposedMessage()
    const event = message ? proposedOf(message) : 'bad-id'
    if (typeof event === 'string') throw refused(event)
    return event satisfies Proposed
  })
  if (dataBytes(events) > APPEND_DATA_BYTES_MAX) throw maximumAppendSize(APPEND_DATA_BYTES_MAX)
  const stream = streamName(options.getStreamIdentifier())
  if (stream === '') throw handlerFailed()
  return { kind: 'append', stream, expected, events }
}

function refused(fault: Fault): Refusal {
  if (fault === 'no-type') return missingProperty('type')
  return fault === 'no-content-type' ? missingProperty('content-type') : handlerFailed()
}

// Written by hand because the generated class cannot hold 2^64 - 1, which the server sends for
// "no stream" in a field that older clients read.
const NO_STREAM_2060 = '18446744073709551615'

type Writer = InstanceType<typeof BinaryWriter>
const emptyField = (writer: Writer, field: number) => writer.writeBytes(field, new Uint8Array())

function message(field: number, fill: (writer: Writer) => void): Uint8Array {
  const inner = new BinaryWriter()
  fill(inner)
  const outer = new BinaryWriter()
  outer.writeBytes(field, inner.getResultBuffer())
  return outer.getResultBuffer()
}

/** AppendResp.Success: revision 1 or no stream 2, position 3 or no position 4. */
const success = ({ revision, position }: Outcome & { kind: 'done' }): Uint8Array =>
  message(1, (writer) => {
    if (revision < 0) emptyField(writer, 2)
    else writer.writeUint64String(1, String(revision))
    if (position === undefined) return emptyField(writer, 4)
    const place = new BinaryWriter()
    place.writeUint64String(1, String(position))
    place.writeUint64String(2, String(position))
    writer.writeBytes(3, place.getResultBuffer())
  })

/** AppendResp.WrongExpectedVersion: fields 1 to 5 for clients of 20.6, 6 to 11 for later ones. */
const wrong = (expected: Expected, current: number): Uint8Array =>
  message(2, (writer) => {
    if (current < 0) emptyField(writer, 2)
    else writer.writeUint64String(1, String(current))
    if (expected === 'any') emptyField(writer, 4)
    else if (expected === 'stream-exists') emptyField(writer, 5)
    else writer.writeUint64String(3, expected === 'no-stream' ? NO_STREAM_2060 : String(expected))
    if (current < 0) emptyField(writer, 7)
    else writer.writeUint64String(6, String(current))
    if (expected === 'any') emptyField(writer, 9)
    else if (expected === 'stream-exists') emptyField(writer, 10)
    else if (expected === 'no-stream') emptyField(writer, 11)
    else writer.writeUint64String(8, String(expected))
  })
