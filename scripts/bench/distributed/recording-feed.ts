import type { EventFeed, FeedRecord } from '@xianjie/contracts'

/** A feed that keeps each batch it is given, and lets whoever asks lead. */
export const recordingFeed = (batches: (readonly FeedRecord[])[]): EventFeed => ({
  ensureTopics: async () => {},
  publish: async (records) => {
    batches.push(records)
  },
  lead: (_name, signal, term) => term({ checkpoint: 0, signal, commit: async () => {} }),
  consume: async () => {
    throw new Error('nobody consumes here')
  },
  check: async () => {},
  close: async () => {},
})
