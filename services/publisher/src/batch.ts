/** Records that are published in one call. */
import type { FeedRecord, Topic } from '@xianjie/contracts'

/** Records after which a batch ends; those of one event stay together. */
const RECORDS_MAX = 200
/** Bytes of values after which it ends: a broker takes about a mebibyte at once. */
const BYTES_MAX = 524_288

export class Batch {
  readonly records: FeedRecord[] = []
  /** Topics that have to exist before the records are published. */
  readonly topics: Topic[] = []
  #bytes = 0

  add(records: readonly FeedRecord[]): void {
    for (const record of records) {
      this.records.push(record)
      this.#bytes += record.value?.length ?? 0
    }
  }

  isFull(): boolean {
    return this.records.length >= RECORDS_MAX || this.#bytes >= BYTES_MAX
  }
}
