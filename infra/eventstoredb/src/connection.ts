/**
 * The connection to the server: the client's own (connection string, TLS, credentials, discovery,
 * reconnecting, following the leader), shared by all logs of this process that name the same server.
 *
 * Only the calls are ours, made with the client's generated stubs. Its own `appendToStream` keeps the
 * appends of all clients in one map of its module and drops rejected promises inside, which ends the
 * process; its readers parse metadata and data as JSON, so that bytes do not come back as they were.
 */
import type { Readable } from 'node:stream'
import { EventStoreDBClient, UnavailableError } from '@eventstore/db-client'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { CallOptions, Metadata, ServiceError } from '@grpc/grpc-js'

export type CallArguments = [Metadata, CallOptions]

/** A call that has been sent, and the stub it was made with. */
export type Opened<T> = { readonly call: T; readonly stub: StreamsClient }

/** What this package needs of the client, where it is not public. The client's version is exact. */
type Inside = {
  GRPCStreamCreator<T extends Readable>(
    stub: typeof StreamsClient,
    name: string,
    creator: (stub: StreamsClient) => T,
  ): () => Promise<T>
  callArguments(options: { readonly requiresLeader?: boolean }, call: CallOptions): CallArguments
  handleError(stub: StreamsClient, error: Error): Promise<void>
}

export class Connection {
  readonly #client: Inside
  readonly #forget: () => void
  #users = 0
  #stub: StreamsClient | undefined

  constructor(client: EventStoreDBClient, forget: () => void) {
    this.#client = client as unknown as Inside
    this.#forget = forget
  }

  use(): this {
    this.#users += 1
    return this
  }

  /**
   * Starts a call. `start` must attach its listeners at once. Calls have no deadline of their own:
   * whoever starts one keeps a timer. Only a leader's answer tells what is stored.
   */
  async open<T extends Readable>(
    name: string,
    start: (stub: StreamsClient, call: CallArguments) => T,
    requiresLeader = true,
  ): Promise<Opened<T>> {
    let used: StreamsClient | undefined
    const call = await this.#client.GRPCStreamCreator(StreamsClient, name, (stub) => {
      used = stub
      this.#stub = stub
      return start(stub, this.#client.callArguments({ requiresLeader }, { deadline: Infinity }))
    })()
    return { call, stub: used as StreamsClient }
  }

  /** The server is silent on this connection: the next call makes a new one. */
  suspect(stub: StreamsClient): void {
    const away = { code: 14, message: 'the connection is silent' } as ServiceError
    this.#client.handleError(stub, new UnavailableError(away)).catch(() => {})
  }

  release(): void {
    this.#users -= 1
    if (this.#users > 0) return
    this.#forget()
    this.#stub?.close()
  }
}

/** Two channels to one address share a socket: a silent one is only left if all leave it together. */
const connections = new Map<string, Connection>()

/** The connection for this string; throws an `Error` when the string is none. */
export function connect(connectionString: string): Connection {
  const known = connections.get(connectionString)
  if (known) return known.use()
  const client = EventStoreDBClient.connectionString(connectionString)
  const made = new Connection(client, () => connections.delete(connectionString))
  connections.set(connectionString, made)
  return made.use()
}
