/** What every `BlobStore` promises (ports/blob-store.ts), to be run by each adapter's tests. */
import type { BlobStore, Digest } from '../src/index.ts'
import { bytesOf, type Check, pattern, sameBytes } from './check.ts'

export type OpenedBlobs = {
  readonly blobs: BlobStore
  /** Closes the store and opens the same one again. */
  reopen(): Promise<BlobStore>
  dispose(): Promise<void>
  /** How many blobs there are, finished or not, so that leftovers are found. */
  count(): Promise<number>
}
export type OpenBlobs = () => Promise<OpenedBlobs>

const PLENTY_BYTES = 64 * 1_048_576
const CHUNK_BYTES = 60_000
/** SHA-256 of "abc", FIPS 180-4 example. */
const ABC = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' as Digest
const NONE = `sha256:${'0'.repeat(64)}` as Digest

export async function blobStorePromises(t: Check, open: OpenBlobs): Promise<void> {
  await refusalPromises(t, open)
  await storagePromises(t, open)
}

async function refusalPromises(t: Check, open: OpenBlobs): Promise<void> {
  await withBlobs(t, open, 'a digest that nobody put is not there', async (t, { blobs }) => {
    t.equal(await blobs.size(NONE), undefined)
    t.equal(await blobs.get(NONE), undefined)
  })

  await withBlobs(t, open, 'too many bytes leave nothing behind', async (t, opened) => {
    const content = pattern(100_000)
    const put = opened.blobs.put(inChunks(content), content.length - 1)
    await t.rejects(put, { code: 'blob-too-large' })
    t.equal(await opened.blobs.size(await digestOf(content)), undefined)
    t.equal(await opened.count(), 0)
  })

  await withBlobs(t, open, 'the bound is kept while the bytes come in', async (t, { blobs }) => {
    const taken = { chunks: 0 }
    await t.rejects(blobs.put(endless(taken), 10_000), { code: 'blob-too-large' })
    t.ok(taken.chunks <= 12, 'it does not read on')
  })

  await withBlobs(t, open, 'a source that fails leaves nothing behind', async (t, opened) => {
    await t.rejects(opened.blobs.put(failing(), PLENTY_BYTES), { code: 'connection-lost' })
    t.equal(await opened.count(), 0)
  })
}

async function storagePromises(t: Check, open: OpenBlobs): Promise<void> {
  await withBlobs(t, open, 'a blob is stored under its own digest', async (t, { blobs }) => {
    t.same(await blobs.put(inChunks(bytesOf('abc')), 3), { digest: ABC, size: 3 })
    t.equal(await blobs.size(ABC), 3)
    t.ok(sameBytes(await contentOf(blobs, ABC), bytesOf('abc')))
  })

  await withBlobs(t, open, 'an empty blob is a blob', async (t, { blobs }) => {
    const { digest, size } = await blobs.put(inChunks(new Uint8Array(0)), 0)
    t.equal(size, 0)
    t.equal(digest, await digestOf(new Uint8Array(0)))
    t.equal((await contentOf(blobs, digest))?.length, 0)
  })

  await withBlobs(
    t,
    open,
    'a large blob comes back whole, more than once',
    async (t, { blobs }) => {
      const content = pattern(3_000_000)
      const { digest } = await blobs.put(inChunks(content), content.length)
      t.equal(digest, await digestOf(content))
      t.ok(sameBytes(await contentOf(blobs, digest), content))
      t.ok(sameBytes(await contentOf(blobs, digest), content))
    },
  )

  await withBlobs(t, open, 'the same bytes put twenty times are one blob', async (t, opened) => {
    const content = pattern(200_000)
    const puts = Array.from({ length: 20 }, () => opened.blobs.put(inChunks(content), PLENTY_BYTES))
    const digests = (await Promise.all(puts)).map(({ digest }) => digest)
    t.same([...new Set(digests)], [await digestOf(content)])
    t.equal(await opened.count(), 1)
  })

  await withBlobs(t, open, 'blobs are there after a restart', async (t, opened) => {
    const contents = Array.from({ length: 10 }, (_, seed) => pattern(10_000, seed))
    const stored = await Promise.all(
      contents.map((content) => opened.blobs.put(inChunks(content), PLENTY_BYTES)),
    )
    const again = await opened.reopen()
    for (const [n, { digest }] of stored.entries()) {
      t.ok(sameBytes(await contentOf(again, digest), contents[n] as Uint8Array))
    }
    t.equal(await opened.count(), 10)
  })
}

function withBlobs(
  t: Check,
  open: OpenBlobs,
  title: string,
  run: (t: Check, opened: OpenedBlobs) => Promise<void>,
): PromiseLike<unknown> {
  return t.test(title, async (inner) => {
    const opened = await open()
    try {
      await run(inner, opened)
    } finally {
      await opened.dispose()
    }
  })
}

async function* inChunks(content: Uint8Array): AsyncIterable<Uint8Array> {
  for (let from = 0; from < content.length; from += CHUNK_BYTES) {
    yield content.subarray(from, from + CHUNK_BYTES)
  }
}

async function* endless(taken: { chunks: number }): AsyncIterable<Uint8Array> {
  for (; taken.chunks < 1_000; taken.chunks += 1) yield pattern(1_000)
}

async function* failing(): AsyncIterable<Uint8Array> {
  yield pattern(50_000)
  throw Object.assign(new Error('the sender is gone'), { code: 'connection-lost' })
}

async function contentOf(blobs: BlobStore, digest: Digest): Promise<Uint8Array | undefined> {
  const chunks = await blobs.get(digest)
  if (chunks === undefined) return undefined
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer())
}

async function digestOf(content: Uint8Array): Promise<Digest> {
  const hash = await crypto.subtle.digest('SHA-256', content as Uint8Array<ArrayBuffer>)
  const pairs = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'))
  return `sha256:${pairs.join('')}` as Digest
}
