type Message = [] | [string]

/**
 * What a suite needs of a test runner. tap's `t` fits as it is; nothing here imports it, so that
 * contracts stay without dependencies.
 */
export type Check = {
  test(name: string, run: (t: Check) => Promise<void>): PromiseLike<unknown>
  equal(found: unknown, wanted: unknown, ...message: Message): unknown
  same(found: unknown, wanted: unknown, ...message: Message): unknown
  ok(found: unknown, ...message: Message): unknown
  rejects(promise: Promise<unknown>, wanted: { readonly code: string }): PromiseLike<unknown>
  throws(run: () => unknown): unknown
  comment(...words: readonly unknown[]): unknown
}

const text = new TextEncoder()

export const bytesOf = (content: string): Uint8Array => text.encode(content)

/** Bytes that differ from place to place, so that a shifted or cut copy is noticed. */
export const pattern = (length: number, seed = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8) * 17 + seed) & 0xff)

/** Whether both hold the same bytes; quicker and quieter than comparing them one by one. */
export const sameBytes = (found: Uint8Array | undefined, wanted: Uint8Array): boolean =>
  found !== undefined &&
  found.length === wanted.length &&
  found.every((byte, index) => byte === wanted[index])
