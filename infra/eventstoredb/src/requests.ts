/** The requests this adapter makes, in the server's words (event_store.client.streams). */
import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { BatchAppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { ExpectedRevision, NewEvent } from '@xianjie/contracts'
import { packFrame } from './metadata-frame.ts'

/** Where to go on in the order over all streams; both parts are equal for an event. */
export type Place = { readonly commit: string; readonly prepare: string }

/** The server sends the position of what it skipped every 32 records times this. */
const CHECKPOINT_INTERVAL = 10
/** Types that begin with `$` are the server's own: metadata, links, statistics, tombstones. */
const NO_SYSTEM_TYPES = '^[^$].*'
const FORWARDS = 0
const BACKWARDS = 1

export type AppendRequest = {
  readonly correlation: string
  /** The ids under which the server knows the events. */
  readonly ids: readonly string[]
  readonly message: BatchAppendReq
}

export function appendRequest(
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): AppendRequest {
  const options = new streams.BatchAppendReq.Options()
  options.setStreamIdentifier(streamIdentifier(stream))
  // No deadline: the server compares it with its own clock.
  if (expected === 'no-stream') options.setNoStream(new shared.Empty())
  else options.setStreamPosition(String(expected))
  const correlation = randomUUID()
  const ids = events.map(() => randomUUID())
  const message = new streams.BatchAppendReq()
  message.setCorrelationId(uuid(correlation))
  message.setOptions(options)
  message.setProposedMessagesList(events.map((event, at) => proposed(event, ids[at] as string)))
  message.setIsFinal(true)
  return { correlation, ids, message }
}

function proposed(event: NewEvent, id: string): BatchAppendReq.ProposedMessage {
  const message = new streams.BatchAppendReq.ProposedMessage()
  message.setId(uuid(id))
  message.getMetadataMap().set('type', event.type).set('content-type', 'application/json')
  message.setData(event.data)
  message.setCustomMetadata(packFrame(event))
  return message
}

export function readStreamRequest(stream: string, fromRevision: number, count: number): ReadReq {
  const source = new streams.ReadReq.Options.StreamOptions()
  source.setStreamIdentifier(streamIdentifier(stream))
  source.setRevision(String(fromRevision))
  const options = readOptions(FORWARDS)
  options.setStream(source)
  options.setCount(String(count))
  options.setNoFilter(new shared.Empty())
  return request(options)
}

/** From the end, or from before an event, towards the beginning. */
export function readBackwardsRequest(before: Place | undefined, count: number): ReadReq {
  const source = new streams.ReadReq.Options.AllOptions()
  if (before) source.setPosition(position(before))
  else source.setEnd(new shared.Empty())
  const options = readOptions(BACKWARDS)
  options.setAll(source)
  options.setCount(String(count))
  options.setNoFilter(new shared.Empty())
  return request(options)
}

/** Everything behind a place and whatever comes, without the server's own events. */
export function subscribeRequest(after: Place | undefined): ReadReq {
  const source = new streams.ReadReq.Options.AllOptions()
  if (after) source.setPosition(position(after))
  else source.setStart(new shared.Empty())
  const options = readOptions(FORWARDS)
  options.setAll(source)
  options.setSubscription(new streams.ReadReq.Options.SubscriptionOptions())
  options.setFilter(withoutSystemTypes())
  return request(options)
}

function withoutSystemTypes() {
  const expression = new streams.ReadReq.Options.FilterOptions.Expression()
  expression.setRegex(NO_SYSTEM_TYPES)
  const filter = new streams.ReadReq.Options.FilterOptions()
  filter.setEventType(expression)
  filter.setCount(new shared.Empty())
  filter.setCheckpointintervalmultiplier(CHECKPOINT_INTERVAL)
  return filter
}

function readOptions(direction: 0 | 1) {
  const ids = new streams.ReadReq.Options.UUIDOption()
  ids.setString(new shared.Empty())
  const options = new streams.ReadReq.Options()
  options.setUuidOption(ids)
  options.setReadDirection(direction)
  options.setResolveLinks(false)
  return options
}

function request(options: ReadReq.Options): ReadReq {
  const message = new streams.ReadReq()
  message.setOptions(options)
  return message
}

function position({ commit, prepare }: Place) {
  const message = new streams.ReadReq.Options.Position()
  message.setCommitPosition(commit)
  message.setPreparePosition(prepare)
  return message
}

function streamIdentifier(stream: string) {
  const message = new shared.StreamIdentifier()
  message.setStreamName(new Uint8Array(Buffer.from(stream, 'utf8')))
  return message
}

function uuid(text: string) {
  const message = new shared.UUID()
  message.setString(text)
  return message
}
