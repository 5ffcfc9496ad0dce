export { openEventFeed } from './event-feed.ts'
export type { FeedOptions, Sasl, Timings, Tls } from './options.ts'
