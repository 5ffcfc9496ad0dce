/** Secrets of a population: all of them come from its seed, so that nothing has to be kept. */
import { createHmac, createSecretKey } from 'node:crypto'
import { type Codec, createCodec } from '@xianjie/codec'
import type { KeyStore, SubjectId } from '@xianjie/contracts'

export type PopulationKeys = {
  readonly codec: Codec
  /** From which subject ids are computed. */
  readonly secret: Uint8Array
}

/** A key that was unpacked once seals faster. */
const KEYS_KEPT_MAX = 20_000

export function populationKeys(seed: number): PopulationKeys {
  const root = createSecretKey(Buffer.from(`population ${seed}`))
  const keyOf = (name: string): Uint8Array => createHmac('sha256', root).update(name).digest()
  const kept = new Map<SubjectId, Uint8Array>()
  const subjectKey = async (subject: SubjectId): Promise<Uint8Array> => {
    const known = kept.get(subject)
    if (known) return known
    if (kept.size >= KEYS_KEPT_MAX) kept.clear()
    const key = keyOf(subject)
    kept.set(subject, key)
    return key
  }
  const keys: KeyStore = {
    obtain: subjectKey,
    find: subjectKey,
    forget: async () => {
      throw new Error('keys that come from a seed cannot be forgotten')
    },
    secret: async (name) => keyOf(`secret ${name}`),
    close: async () => {},
  }
  return { codec: createCodec(keys), secret: keyOf('secret subjects') }
}
