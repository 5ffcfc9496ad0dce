/** What records of the feed say: a folder of `feed/` for each payload. */
import { deepFreeze, pathOf, readJsonFile, readText, remembered } from './file.ts'
import type { JsonSchema } from './json-schema.ts'

/** `submission`, `receipt` and `refusal` travel between an agency and intake, the others to followers. */
export const FEED_PAYLOADS = [
  'document',
  'status',
  'supervision-document',
  'deadline',
  'deadline-settled',
  'finding',
  'submission',
  'receipt',
  'refusal',
] as const
export type FeedPayload = (typeof FEED_PAYLOADS)[number]

/** Draft-07 schema of a payload, self-contained; the same frozen object every time. */
export const feedSchema: (payload: FeedPayload) => JsonSchema = remembered((payload) =>
  deepFreeze(readJsonFile(pathOf('feed', payload, 'schema.json')) as JsonSchema),
)

/** A payload as it may be. */
export const feedExample: (payload: FeedPayload) => unknown = remembered((payload) =>
  deepFreeze(readJsonFile(pathOf('feed', payload, 'example.json'))),
)

/** The AsyncAPI 3.0 document of all topics, JSON, as `npm run generate` wrote it. */
export const asyncApiText = (): string => readText(pathOf('api', 'asyncapi.json'))
