/** What no caller may ask; a mistake of the program, not of its user. */
import { EVENT_BYTES_MAX, type NewEvent } from '@xianjie/contracts'
import { FRAME_BYTES } from './metadata-frame.ts'

const EVENTS_PER_APPEND_MAX = 1_000
/** The server takes messages of 16 MiB; a larger one would break the call for all others on it. */
const APPEND_BYTES_MAX = 15 * 1_048_576
/** Id, type, names and lengths of one event on the wire, generously. */
const EVENT_OVERHEAD_BYTES = 256 + FRAME_BYTES

/** The bytes of the append on the wire, about. Throws `RangeError`. */
export function bytesOfAppend(stream: string, events: readonly NewEvent[]): number {
  if (events.length === 0 || events.length > EVENTS_PER_APPEND_MAX) {
    throw new RangeError(`an append has 1 to ${EVENTS_PER_APPEND_MAX} events`)
  }
  const dataBytes = sum(events.map(({ data }) => data.length))
  // EventStoreDB counts the data of all events of an append together.
  if (dataBytes > EVENT_BYTES_MAX) {
    throw new RangeError(`the events of an append have at most ${EVENT_BYTES_MAX} bytes of data`)
  }
  const evidenceBytes = sum(events.map(({ evidence }) => evidence?.length ?? 0))
  const bytes = dataBytes + evidenceBytes + events.length * EVENT_OVERHEAD_BYTES
  if (bytes > APPEND_BYTES_MAX) {
    throw new RangeError(`an append has at most ${APPEND_BYTES_MAX} bytes with its evidence`)
  }
  if (new Set(events.map(({ id }) => id)).size < events.length) {
    throw new RangeError('the events of an append have different ids')
  }
  if ([stream, ...events.map(({ type }) => type)].some((name) => /^(\$|$)/.test(name))) {
    throw new RangeError('a stream and a type have a name, and names with $ are the server’s own')
  }
  return bytes
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
