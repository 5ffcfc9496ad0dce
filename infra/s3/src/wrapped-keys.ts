/** Keys as they lie in the bucket, for backups and moves; nothing here is unwrapped but to be compared. */
import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { type HeldKey, proveWith, settleKey } from '@xianjie/codec'
import { KeyConflict, type WrappedKey, type WrappedKeys } from '@xianjie/contracts'
import { isTombstone, KEYS_PREFIX, nameOf, SECRETS_PREFIX, TOMBSTONE } from './key-names.ts'
import type { Objects } from './objects.ts'
import { readPlatformKey } from './platform-key.ts'
import type { Wire } from './wire.ts'

/** Keys read or written at once. */
const AT_ONCE = 32
/** Names that one request lists. */
const PAGE_NAMES = 1_000
/** How often a key may turn out to have been made by another process meanwhile. */
const ATTEMPTS_MAX = 3

type Needed = {
  readonly wire: Wire
  readonly objects: Objects
  readonly platform: Uint8Array
  readonly answerMsMax: number
}

/** What `WrappedKeys.prove` answers, from the file alone: no store is asked or marked. */
export const proveByFile = async (platformKeyFile: string, text: string): Promise<Uint8Array> =>
  proveWith(await readPlatformKey(platformKeyFile), text)

export const wrappedKeysOn = (needed: Needed): WrappedKeys => ({
  prove: async (text) => proveWith(needed.platform, text),
  async *exportWrapped() {
    for (const prefix of [KEYS_PREFIX, SECRETS_PREFIX]) {
      for await (const names of pages(needed, prefix)) {
        for (let from = 0; from < names.length; from += AT_ONCE) {
          const some = names.slice(from, from + AT_ONCE)
          yield* (await Promise.all(some.map((name) => readKey(needed, name)))).flat()
        }
      }
    }
  },
  async importWrapped(keys) {
    let [some, changed]: [WrappedKey[], number] = [[], 0]
    const put = async () => {
      const done = await Promise.all(some.map((key) => settle(needed, key)))
      changed += done.filter((one) => one).length
      some = []
    }
    for await (const key of keys) if (some.push(key) === AT_ONCE) await put()
    await put()
    return changed
  },
})

async function* pages(
  { wire, answerMsMax }: Needed,
  prefix: string,
): AsyncIterable<readonly string[]> {
  for (let after: string | undefined; ; ) {
    const asked = { Bucket: wire.bucket, Prefix: prefix, MaxKeys: PAGE_NAMES }
    const { Contents = [] } = await wire.ask(answerMsMax, (s3, options) =>
      s3.send(
        new ListObjectsV2Command({ ...asked, ...(after ? { StartAfter: after } : {}) }),
        options,
      ),
    )
    const names = Contents.flatMap(({ Key }) => (Key ? [Key] : []))
    yield names
    after = names.at(-1)
    if (after === undefined) return
  }
}

/** Nothing for an object that has gone since it was listed. */
async function readKey({ objects }: Needed, object: string): Promise<readonly WrappedKey[]> {
  const stored = await objects.read(object)
  if (stored === undefined) return []
  const kind = object.startsWith(KEYS_PREFIX) ? 'subject' : 'secret'
  const name = decodeURIComponent(object.slice(object.indexOf('/') + 1))
  return [{ kind, name, wrapped: isTombstone(stored) ? undefined : stored }]
}

/** True when something has changed. */
async function settle({ objects, platform }: Needed, key: WrappedKey): Promise<boolean> {
  const name = nameOf(key)
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const held = heldIn(await objects.read(name))
    switch (settleKey(platform, held, key)) {
      case 'keep':
        return false
      case 'forget':
        await objects.replace(name, TOMBSTONE)
        await objects.sweep(name)
        return true
      case 'put':
        if (key.wrapped && (await objects.create(name, key.wrapped))) return true
    }
  }
  throw new KeyConflict(`other processes make keys here: ${key.kind} ${key.name}`)
}

const heldIn = (stored: Uint8Array | undefined): HeldKey =>
  stored && { wrapped: isTombstone(stored) ? undefined : stored }
