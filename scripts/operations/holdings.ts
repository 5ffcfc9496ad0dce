/**
 * Everything that a platform holds, piece by piece, so that it can be copied without ever being in
 * memory whole. A backbone holds it, and so does an archive.
 */
import { createHash } from 'node:crypto'
import type { ReadableBackbone } from '@xianjie/backbone'
import {
  type Digest,
  DOCUMENT_ACCEPTED,
  type DocumentAccepted,
  type RecordedEvent,
  type WrappedKey,
  type WrappedKeys,
} from '@xianjie/contracts'

/** Whose it is; receipts are only the same again where all of this is. */
export type About = {
  /** The platform's id. */
  readonly platform: string
  readonly sandbox: boolean
  /** Position of the last event that belongs to it. */
  readonly position: number
  /** Tells the platform key from others and nothing else about it: 64 hexadecimal digits. */
  readonly platformKey: string
}

export type HeldEvent = RecordedEvent & { evidence(): Promise<Uint8Array | undefined> }

export type Holdings = {
  readonly about: About
  /** In the order of the log, from behind a position on. */
  events(after: number): AsyncIterable<HeldEvent>
  keys(): AsyncIterable<WrappedKey>
  /** Of the attachments; one that several documents share may come several times. */
  digests(): AsyncIterable<Digest>
  blob(digest: Digest): Promise<AsyncIterable<Uint8Array> | undefined>
}

/** What the backbone holds now. What is written from now on does not belong to it. */
export async function holdingsOf(
  { log, blobs, keys }: Omit<ReadableBackbone, 'close'>,
  { platform, sandbox }: Pick<About, 'platform' | 'sandbox'>,
): Promise<Holdings> {
  const platformKey = await fingerprintOf(keys)
  const position = await log.head()
  const recorded = async function* (after: number) {
    for await (const page of log.scan(after)) {
      for (const event of page) {
        if (event.position > position) return
        yield event
      }
    }
  }
  return {
    about: { platform, sandbox, position, platformKey },
    events: async function* (after) {
      for await (const event of recorded(after)) {
        yield { ...event, evidence: () => log.evidence(event.stream, event.revision) }
      }
    },
    keys: () => keys.exportWrapped(),
    digests: async function* () {
      for await (const event of recorded(0)) yield* attachmentsOf(event)
    },
    blob: (digest) => blobs.get(digest),
  }
}

/** SHA-256 of what only the holder of the platform key can make. */
export const fingerprintOf = async (keys: Pick<WrappedKeys, 'prove'>): Promise<string> =>
  createHash('sha256')
    .update(await keys.prove('fingerprint'))
    .digest('hex')

function attachmentsOf({ type, data }: RecordedEvent): readonly Digest[] {
  if (type !== DOCUMENT_ACCEPTED) return []
  const { attachments } = JSON.parse(Buffer.from(data).toString()) as DocumentAccepted
  return attachments.map(({ digest }) => digest)
}

/** Groups of items in their order, each full but the last. */
export async function* windowsOf<Item>(
  items: AsyncIterable<Item>,
  size: number,
): AsyncIterable<readonly Item[]> {
  let window: Item[] = []
  for await (const item of items) {
    window.push(item)
    if (window.length < size) continue
    yield window
    window = []
  }
  if (window.length > 0) yield window
}
