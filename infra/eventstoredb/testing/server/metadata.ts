/** The entries of a stream's metadata that decide what can be read of it. */
export type StreamMetadata = {
  readonly truncateBefore?: number
  readonly maxCount?: number
  readonly maxAgeSeconds?: number
}

/** `$tb` of a deleted stream, as exact text: it does not fit a JSON number of this language. */
export const DELETED_TEXT = '{"$tb":9223372036854775807}'
const DELETED = 2 ** 63

export const isMetastream = (stream: string): boolean => stream.startsWith('$$')
export const metastreamOf = (stream: string): string => `$$${stream}`
export const originalOf = (metastream: string): string => metastream.slice(2)

/** What the bytes of a metadata event say; bytes that are no JSON object say nothing. */
export function readMetadata(bytes: Uint8Array): StreamMetadata {
  const said = parse(bytes)
  const whole = (name: string, least: number) => {
    const value = said[name]
    return typeof value === 'number' && Number.isInteger(value) && value >= least
      ? value
      : undefined
  }
  const truncateBefore = whole('$tb', 0)
  const maxCount = whole('$maxCount', 1)
  const maxAgeSeconds = whole('$maxAge', 1)
  return {
    ...(truncateBefore === undefined ? {} : { truncateBefore }),
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
  }
}

export const isSoftDeleted = (metadata: StreamMetadata): boolean =>
  (metadata.truncateBefore ?? 0) >= DELETED

/** The metadata that makes a deleted stream readable again from a revision on. */
export const undeleted = (bytes: Uint8Array, from: number): Uint8Array =>
  Buffer.from(JSON.stringify({ ...parse(bytes), $tb: from }))

function parse(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
