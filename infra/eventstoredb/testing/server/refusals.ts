import { Metadata, status } from '@grpc/grpc-js'
import type { Expected } from './decide.ts'

/** A gRPC status as the server sends it; the client tells them apart by the `exception` trailer. */
export class Refusal extends Error {
  readonly code: status
  readonly details: string
  readonly metadata: Metadata

  constructor(code: status, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(details)
    this.code = code
    this.details = details
    this.metadata = new Metadata()
    for (const [name, value] of Object.entries(trailers)) this.metadata.add(name, value)
  }
}

/** What the server says of any request that its own code stumbles over. */
export const handlerFailed = () => new Refusal(status.UNKNOWN, 'Exception was thrown by handler.')

export const unexpectedResult = (of: 'ReadStreamResult' | 'ReadAllResult') =>
  new Refusal(status.UNKNOWN, `Unexpected ${of}: Error`)

export const invalidArgument = (details: string) => new Refusal(status.INVALID_ARGUMENT, details)

export const streamDeleted = (stream: string) =>
  new Refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': headerText(stream),
  })

export const maximumAppendSize = (bytes: number) =>
  new Refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(bytes),
  })

export const missingProperty = (name: 'type' | 'content-type') =>
  new Refusal(status.INVALID_ARGUMENT, `Required Metadata Property '${name}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  })

export const deleteFailed = (stream: string, expected: Expected, current: number) =>
  new Refusal(
    status.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}, ` +
      `Expected version: ${versionNumber(expected)}, Actual version: ${current}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': headerText(stream),
      'expected-version': String(versionNumber(expected)),
      'actual-version': String(current),
    },
  )

export const notLeader = (host: string, port: number) =>
  new Refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  })

export const tooSlow = () =>
  new Refusal(
    status.ABORTED,
    'Operation timed out: Consumer too slow to handle event while live. ' +
      'Client resubscription required.',
  )

const versionNumber = (expected: Expected): number => {
  if (typeof expected === 'number') return expected
  return { 'no-stream': -1, any: -2, 'stream-exists': -4 }[expected]
}

/** Header values are ASCII: anything else would break the connection. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?')
