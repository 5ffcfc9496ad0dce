import { tmpdir } from 'node:os'
import type { BlobStore, KeyStore, WrappedKeys } from '@xianjie/contracts'
import type { StoreAddress } from './address.ts'
import { blobStoreOn } from './blob-store.ts'
import { keyStoreOn } from './key-store.ts'
import { ANSWER_MS_MAX, objectsOn } from './objects.ts'
import { checkPlatformKey, provePlatformKey, readPlatformKey } from './platform-key.ts'
import { openWire, type Wire } from './wire.ts'
import { wrappedKeysOn } from './wrapped-keys.ts'

export type ObjectStoreOptions = StoreAddress & {
  /** File of 32 bytes, the same for all processes. */
  readonly platformKeyFile: string
  /** Also AWS_REGION; `us-east-1` when neither says. */
  readonly region?: string
  /** Folder on this machine for what is being put; the system's temporary one unless told. */
  readonly draftFolder?: string
  /** One attempt at a request that moves little, milliseconds. */
  readonly answerMsMax?: number
  /** For how long a key may be used without asking the store again, milliseconds. */
  readonly keyAgeMsMax?: number
}

export type ObjectStore = {
  readonly blobs: BlobStore
  readonly keys: KeyStore
  /** The same keys, for backups and moves. */
  readonly wrappedKeys: WrappedKeys
  /** Throws when the store does not answer, or holds what another platform key wrapped. */
  check(): Promise<void>
  /** Closes both. Closing each does the same. */
  close(): Promise<void>
}

/**
 * The blobs and keys in this bucket, which must exist; many processes may have it open. Throws
 * `PlatformKeyMissing` and `WrongPlatformKey`, `StoreUnfit` when the store cannot keep two processes
 * apart, `StoreUnavailable` when it does not answer.
 */
export async function openObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const platform = await readPlatformKey(options.platformKeyFile)
  const wire = openWire(options)
  const { answerMsMax = ANSWER_MS_MAX } = options
  const objects = objectsOn(wire, answerMsMax)
  try {
    await provePlatformKey(objects, platform)
  } catch (fault) {
    wire.close()
    throw fault
  }
  const onClose = afterBoth(wire)
  const keys = keyStoreOn({ objects, platform, ageMsMax: options.keyAgeMsMax, onClose })
  const { draftFolder = tmpdir() } = options
  const blobs = blobStoreOn({ wire, answerMsMax, draftFolder, onClose })
  return {
    blobs,
    keys,
    wrappedKeys: wrappedKeysOn({ wire, objects, platform, answerMsMax }),
    check: () => checkPlatformKey(objects, platform),
    close: async () => {
      await Promise.all([blobs.close(), keys.close()])
    },
  }
}

/** The connections are shared: the second of the two to close ends them. */
function afterBoth(wire: Wire): () => void {
  let open = 2
  return () => {
    open -= 1
    if (open === 0) wire.close()
  }
}
