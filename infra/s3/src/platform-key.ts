import { readFile } from 'node:fs/promises'
import { checkProof, KEY_BYTES, proofOf, WrongPlatformKey } from '@xianjie/codec'
import { PlatformKeyMissing, StoreUnfit, vanished } from './faults.ts'
import type { Objects } from './objects.ts'

const PROOF = 'proof'

/**
 * The platform key: the 32 bytes of this file, the same for all processes. It is never made here: a
 * process that starts without the file must not begin with a key of its own.
 */
export async function readPlatformKey(path: string): Promise<Uint8Array> {
  const key = await readFile(path).catch((fault: unknown) => {
    throw new PlatformKeyMissing(`the platform key ${path} cannot be read; ${HOW_TO}`, path, fault)
  })
  if (key.length !== KEY_BYTES) {
    throw new WrongPlatformKey(`${path} has ${key.length} bytes instead of ${KEY_BYTES}`)
  }
  return new Uint8Array(key)
}

const HOW_TO =
  'all processes need the same one, made once: openssl rand 32 > FILE, then chmod 600 FILE'

/**
 * Proves that this platform key wrapped what the store holds, and leaves the proof in a new store.
 * Throws `WrongPlatformKey`, or `StoreUnfit` when the store overwrites what it should leave alone.
 */
export async function provePlatformKey(objects: Objects, platform: Uint8Array): Promise<void> {
  const kept = await objects.read(PROOF)
  const proof = kept ?? (await firstProof(objects, platform))
  knownBy(platform, proof)
  // Written back as it is, if at all.
  if (await objects.create(PROOF, proof)) {
    throw new StoreUnfit('the object store does not honour "If-None-Match: *" when it writes')
  }
}

async function firstProof(objects: Objects, platform: Uint8Array): Promise<Uint8Array> {
  const made = proofOf(platform)
  if (await objects.create(PROOF, made)) return made
  return (await objects.read(PROOF)) ?? made
}

/** The same without writing anything, for a store that is open. */
export async function checkPlatformKey(objects: Objects, platform: Uint8Array): Promise<void> {
  const proof = await objects.read(PROOF)
  if (proof === undefined) throw vanished(PROOF)
  knownBy(platform, proof)
}

function knownBy(platform: Uint8Array, proof: Uint8Array): void {
  try {
    checkProof(platform, proof)
  } catch (fault) {
    throw new WrongPlatformKey(
      'the platform key is not the one that wrapped the keys of the store',
      {
        cause: fault,
      },
    )
  }
}
