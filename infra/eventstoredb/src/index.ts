/** The event log on EventStoreDB: `openEventLog`. */
export {
  APPENDS_PENDING_MAX,
  type EventLogOptions,
  type EventStoreLog,
  openEventLog,
} from './event-log.ts'
export type { LogState } from './health.ts'
