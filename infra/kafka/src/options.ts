/** What it takes to reach a Kafka cluster. */
export type FeedOptions = {
  /** Where to ask first, `host:port`; the cluster tells of its others. */
  readonly brokers: readonly string[]
  /** What the brokers' logs and quotas know this process by. */
  readonly clientId: string
  /** `true` trusts the authorities that Node trusts. */
  readonly tls?: boolean | Tls | undefined
  readonly sasl?: Sasl | undefined
  /** Copies of each topic that `ensureTopics` makes; never more than there are brokers. */
  readonly replication?: number
  readonly timings?: Partial<Timings>
  /** Told of each fault that the feed is going to wait out, for the log. Must not throw. */
  readonly onFault?: (fault: Error) => void
}

export type Tls = {
  /** Authorities to trust, PEM. */
  readonly ca?: string
  /** Certificate and key of this client, PEM. */
  readonly cert?: string
  readonly key?: string
}

export type Sasl = {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
  readonly username: string
  readonly password: string
}

export type Timings = {
  /** To open one connection, ms. */
  readonly connectMs: number
  /** For a broker to answer one request, ms. */
  readonly requestMs: number
  /** For one administrative call with all its requests, ms. */
  readonly adminMs: number
  /** From asking to publish to giving up, ms. */
  readonly publishMs: number
  /** After which a silent member loses its partitions, and a silent leader its term, ms. */
  readonly sessionMs: number
  readonly heartbeatMs: number
  /** For all members to come back when a group shares its partitions anew, ms. */
  readonly rebalanceMs: number
  /** How long a broker holds a fetch that finds nothing, ms. */
  readonly fetchMs: number
  /** Before a record whose `take` failed is given again, ms; grows up to `pauseMsMax`. */
  readonly pauseMs: number
  readonly pauseMsMax: number
  /** Without a fetch, or with records waiting and none taken, until a consumer is rebuilt, ms. */
  readonly silenceMs: number
  /** For a connection to close in order, ms; then it is left behind. */
  readonly disconnectMs: number
}

export const TIMINGS: Timings = {
  connectMs: 5_000,
  requestMs: 10_000,
  adminMs: 30_000,
  publishMs: 30_000,
  sessionMs: 15_000,
  heartbeatMs: 1_000,
  rebalanceMs: 20_000,
  fetchMs: 500,
  pauseMs: 100,
  pauseMsMax: 10_000,
  silenceMs: 45_000,
  disconnectMs: 5_000,
}
