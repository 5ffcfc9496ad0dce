/** kafkajs, and only here its client: who asks gets one with our limits and without its log. */
import { type Admin, Kafka, logLevel, type SASLOptions } from 'kafkajs'
import { unavailable } from './faults.ts'
import { type FeedOptions, type Sasl, TIMINGS, type Timings } from './options.ts'
import { within } from './waiting.ts'

const RETRIES = 2
const RETRY_FIRST_MS = 100
const RETRY_MS_MAX = 1_000

export type Client = {
  readonly timings: Timings
  readonly replication: number
  /**
   * A kafkajs client. Each consumer needs one of its own: those of one client share a table of
   * committed offsets by group, and would spoil it for each other.
   */
  kafka(): Kafka
  onFault(fault: Error): void
}

const REPLICATION = 3

export function clientOf(options: FeedOptions): Client {
  const { brokers, clientId, tls, sasl, onFault } = options
  const timings = { ...TIMINGS, ...options.timings }
  return {
    timings,
    replication: options.replication ?? REPLICATION,
    kafka: () =>
      new Kafka({
        brokers: [...brokers],
        clientId,
        ...(tls && { ssl: tls === true ? true : { ...tls } }),
        ...(sasl && { sasl: saslOf(sasl) }),
        connectionTimeout: timings.connectMs,
        authenticationTimeout: timings.connectMs,
        requestTimeout: timings.requestMs,
        retry: { retries: RETRIES, initialRetryTime: RETRY_FIRST_MS, maxRetryTime: RETRY_MS_MAX },
        // What an operator must know goes to `onFault`; the rest is its inner life.
        logLevel: logLevel.NOTHING,
        logCreator: () => () => {},
      }),
    onFault: (fault) => onFault?.(fault),
  }
}

/** kafkajs ties each mechanism to its own options. */
function saslOf({ mechanism, username, password }: Sasl): SASLOptions {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password }
    case 'scram-sha-256':
      return { mechanism, username, password }
    case 'scram-sha-512':
      return { mechanism, username, password }
  }
}

/** One administrative call on connections of its own; rejects with `FeedUnavailable`. */
export async function withAdmin<T>(
  client: Client,
  what: string,
  run: (admin: Admin) => Promise<T>,
): Promise<T> {
  const { adminMs } = client.timings
  const admin = client.kafka().admin()
  const asked = admin.connect().then(() => run(admin))
  try {
    return await within(adminMs, what, asked)
  } catch (fault) {
    throw unavailable(what, fault)
  } finally {
    await leave(client, () => admin.disconnect())
  }
}

/** Ends connections in order if that can be done in time; a fault on the way out is no fault. */
export const leave = (client: Client, disconnect: () => Promise<void>): Promise<void> =>
  within(client.timings.disconnectMs, 'disconnecting', disconnect()).catch(() => {})
