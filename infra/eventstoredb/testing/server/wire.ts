import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import status from '@eventstore/db-client/generated/status_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { Expected } from './decide.ts'

// The generated modules are CommonJS whose exports are found only by running them: default imports.
export { features, gossip, shared, status, streams }

/** What the server shows for the revision of a tombstone: the largest 64-bit integer. */
export const TOMBSTONE_REVISION = '9223372036854775807'

const UUID_TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The stream's name in a message; empty when the message has none. */
export const streamName = (identifier: { getStreamName_asU8(): Uint8Array } | undefined): string =>
  identifier ? Buffer.from(identifier.getStreamName_asU8()).toString('utf8') : ''

export const streamIdentifier = (name: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'))

export const empty = () => new shared.Empty()

/** An id as lower-case text; undefined when the message holds none or something else. */
export function uuidText(uuid: InstanceType<typeof shared.UUID> | undefined): string | undefined {
  const structured = uuid?.getStructured()
  if (structured) {
    const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0')
    const hex =
      half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits())
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
  const text = uuid?.getString() ?? ''
  return UUID_TEXT.test(text) ? text.toLowerCase() : undefined
}

/** An id as the caller asked for it: text, or two signed 64-bit halves. */
export function uuidMessage(text: string, structured: boolean) {
  const uuid = new shared.UUID()
  if (!structured) return uuid.setString(text)
  const hex = text.replaceAll('-', '')
  const half = (digits: string) => BigInt.asIntN(64, BigInt(`0x${digits}`)).toString()
  const halves = new shared.UUID.Structured()
  halves.setMostSignificantBits(half(hex.slice(0, 16)))
  halves.setLeastSignificantBits(half(hex.slice(16)))
  return uuid.setStructured(halves)
}

type ExpectationOptions = {
  hasAny(): boolean
  hasNoStream(): boolean
  hasStreamExists(): boolean
}

/** The expectation of a request; `revision` is undefined when the request names no revision. */
export function expectation(
  options: ExpectationOptions,
  revision: string | undefined,
): Expected | undefined {
  if (options.hasAny()) return 'any'
  if (options.hasNoStream()) return 'no-stream'
  if (options.hasStreamExists()) return 'stream-exists'
  return revision === undefined ? undefined : Number(revision)
}
