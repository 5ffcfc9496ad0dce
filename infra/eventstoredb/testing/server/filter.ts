import type { Recorded } from './storage.ts'
import type { streams } from './wire.ts'

type FilterOptions = InstanceType<typeof streams.ReadReq.Options.FilterOptions>

export type Filter = {
  readonly allows: (record: Recorded) => boolean
  readonly searchWindow: number
  readonly checkpointEvery: number
}

// The window a client gets that names none; a checkpoint comes every window × multiplier records.
const SEARCH_WINDOW_RECORDS = 32

/** The filter of a request. Throws what `RegExp` throws on a bad expression, as the server does. */
export function filterOf(options: FilterOptions): Filter {
  const byStream = options.hasStreamIdentifier()
  const expression = byStream ? options.getStreamIdentifier() : options.getEventType()
  const regex = expression?.getRegex() ?? ''
  const prefixes = expression?.getPrefixList() ?? []
  const pattern = regex === '' ? undefined : new RegExp(regex)
  const searchWindow = options.hasMax() ? options.getMax() : SEARCH_WINDOW_RECORDS
  return {
    searchWindow,
    checkpointEvery: searchWindow * options.getCheckpointintervalmultiplier(),
    allows: (record) => {
      const text = byStream ? record.stream : record.type
      return pattern ? pattern.test(text) : prefixes.some((prefix) => text.startsWith(prefix))
    },
  }
}
