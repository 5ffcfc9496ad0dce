/** Where the objects lie. */
export type StoreAddress = {
  /** `http(s)://host:port` of an S3-compatible store. */
  readonly endpoint: string
  readonly bucket: string
}

/** Names of buckets: 3 to 63 of these, which need no escaping in a path. */
const ADDRESS = /^(https?:\/\/[^\s/?#@]+)\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?$/

/** Reads `http(s)://host:port/bucket`. Throws a `TypeError` when the text is none. */
export function parseStoreAddress(text: string): StoreAddress {
  const [, endpoint, bucket] = ADDRESS.exec(text) ?? []
  if (endpoint === undefined || bucket === undefined || !URL.canParse(endpoint)) {
    throw new TypeError('the address of a store reads http(s)://host:port/bucket')
  }
  return { endpoint, bucket }
}
