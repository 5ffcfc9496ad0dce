/** What the load process is told to do, and what it answers. */
import type { MediaType } from './documents.ts'

export type Task =
  | {
      readonly kind: 'post'
      readonly urls: readonly string[]
      readonly mediaType: MediaType
      readonly count: number
      readonly warmUp: number
      readonly first: number
    }
  | {
      readonly kind: 'get'
      readonly url: string
      readonly paths: readonly string[]
      readonly count: number
    }
  | {
      readonly kind: 'visible'
      readonly url: string
      /** Whom to ask for what was pushed to `url`. */
      readonly statusUrl: string
      readonly perSecond: number
      readonly seconds: number
      readonly first: number
    }
  | {
      readonly kind: 'publish'
      readonly brokers: readonly string[]
      readonly documents: number
      readonly rounds: number
    }
  | {
      readonly kind: 'append'
      /** Connection string of EventStoreDB. */
      readonly url: string
      /** Of each round. */
      readonly appends: number
      readonly rounds: number
    }

export type Figures = {
  /** Per second, in the order of measuring; rounds of a base and ours take turns. */
  readonly rates: readonly number[]
  readonly failures: number
  readonly subjects: readonly string[]
  /** How many records the documents made. */
  readonly records?: number
  readonly msAt?: Readonly<Record<string, number>>
}
