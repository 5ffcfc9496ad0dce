/** Where the backbone is. The kind is a value, chosen once. */
export type FeedConfig = {
  /** host:port */
  readonly brokers: readonly string[]
  /** Stands before the name of every topic and group; empty unless platforms share a cluster. */
  readonly prefix: string
  readonly tls: boolean | { readonly caFile: string }
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
    readonly username: string
    readonly passwordFile: string
  }
}

export type EmbeddedConfig = { readonly kind: 'embedded'; readonly folder: string }

export type DistributedConfig = {
  readonly kind: 'distributed'
  /** Of this process alone: its views, rebuilt from the log whenever they are missing. */
  readonly folder: string
  /** A connection string of EventStoreDB. */
  readonly eventStore: string
  readonly feed: FeedConfig
  /** http(s)://host:port/bucket of an S3-compatible store. */
  readonly blobs: string
  readonly platformKeyFile: string
}

export type BackboneConfig = EmbeddedConfig | DistributedConfig
