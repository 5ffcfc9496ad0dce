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
      readonly perSecond: number
      readonly seconds: number
      readonly first: number
    }
export type Figures = {
  readonly rates: readonly number[]
  readonly failures: number
  readonly subjects: readonly string[]
  readonly msAt?: Readonly<Record<string, number>>
}
