/**
 * Data keys as objects, wrapped by the platform key: `keys/<subject>` and `secrets/<name>`. The store
 * decides who makes a key: it keeps the first that is written, and whoever lost takes that one.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { KEY_BYTES, secretOwner, subjectOwner, unwrapKey, wrapKey } from '@xianjie/codec'
import { KeyForgotten, type KeyStore, type SubjectId } from '@xianjie/contracts'
import { StoreUnavailable, vanished } from './faults.ts'
import { KeyCache, type Known } from './key-cache.ts'
import { isTombstone, keyName, secretName, TOMBSTONE } from './key-names.ts'
import type { Objects } from './objects.ts'

/** Unwrapped keys kept in memory. */
export const KEYS_CACHED_MAX = 50_000
/**
 * For how long a process may go on using a key that another process has forgotten. The one that
 * forgets drops it at once.
 */
export const KEY_AGE_MS_MAX = 5 * 60_000
const BURIALS_MAX = 12
/** Between two burials at most, ms and random, so that two processes that bury at once part. */
const BURIAL_PAUSE_MS_MAX = 60

type Needed = {
  readonly objects: Objects
  readonly platform: Uint8Array
  readonly ageMsMax?: number | undefined
  /** Milliseconds of a clock that never goes back. */
  readonly now?: (() => number) | undefined
  readonly onClose: () => void
}

export const keyStoreOn = (needed: Needed): KeyStore => new StoredKeys(needed)

class StoredKeys implements KeyStore {
  readonly #objects: Objects
  readonly #platform: Uint8Array
  readonly #cache: KeyCache
  readonly #onClose: () => void
  /** Questions under way, so that whoever asks at once shares one answer. */
  readonly #asked = new Map<string, Promise<Known | undefined>>()
  readonly #secrets = new Map<string, Promise<Uint8Array>>()
  /** How often something was forgotten here. What was read across a change is not kept. */
  #forgets = 0
  #closed = false

  constructor({ objects, platform, ageMsMax = KEY_AGE_MS_MAX, now, onClose }: Needed) {
    this.#objects = objects
    this.#platform = platform
    const limits = { keysMax: KEYS_CACHED_MAX, ageMsMax }
    this.#cache = new KeyCache(limits, now ?? (() => performance.now()))
    this.#onClose = onClose
  }

  async obtain(subject: SubjectId): Promise<Uint8Array> {
    const known = await this.#known(subject, 'make')
    if (known === 'forgotten') throw forgotten(subject)
    if (known === undefined) throw vanished(keyName(subject))
    return known
  }

  async find(subject: SubjectId): Promise<Uint8Array | undefined> {
    const known = await this.#known(subject, 'read')
    return known === 'forgotten' ? undefined : known
  }

  /**
   * Nothing writes over a tombstone, so from then on there is no key. Fails when older versions of the
   * object cannot be deleted; it may then be repeated.
   */
  async forget(subject: SubjectId): Promise<void> {
    this.#assertOpen()
    const begun = this.#cache.now()
    try {
      await this.#bury(keyName(subject))
    } finally {
      this.#drop(subject)
    }
    this.#cache.set(subject, 'forgotten', begun)
  }

  async secret(name: string): Promise<Uint8Array> {
    this.#assertOpen()
    const known = this.#secrets.get(name)
    if (known !== undefined) return known
    const made = this.#settle(secretName(name), secretOwner(name), 'make').then((secret) => {
      if (secret instanceof Uint8Array) return secret
      throw vanished(secretName(name))
    })
    this.#secrets.set(name, made)
    made.catch(() => this.#secrets.delete(name))
    return made
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await Promise.allSettled([...this.#asked.values(), ...this.#secrets.values()])
    this.#cache.clear()
    this.#secrets.clear()
    this.#onClose()
  }

  async #known(subject: SubjectId, wish: Wish): Promise<Known | undefined> {
    this.#assertOpen()
    const cached = this.#cache.get(subject)
    if (cached !== undefined) return cached
    const question = `${wish}\n${subject}`
    const asked = this.#asked.get(question)
    if (asked !== undefined) return asked
    const answer = this.#ask(subject, wish).finally(() => {
      if (this.#asked.get(question) === answer) this.#asked.delete(question)
    })
    this.#asked.set(question, answer)
    return answer
  }

  async #ask(subject: SubjectId, wish: Wish): Promise<Known | undefined> {
    const begun = this.#cache.now()
    const forgets = this.#forgets
    const known = await this.#settle(keyName(subject), subjectOwner(subject), wish)
    if (known === undefined || forgets !== this.#forgets) return known
    // One array per key for as long as it is cached: the codec remembers keys by their array.
    const kept = this.#cache.get(subject) ?? known
    this.#cache.set(subject, kept, begun)
    return kept
  }

  /** What lies under the name, put there now if it is to be made and nothing does. */
  async #settle(name: string, owner: string, wish: Wish): Promise<Known | undefined> {
    const stored = await this.#objects.read(name)
    if (stored !== undefined) return this.#unwrap(stored, owner)
    if (wish === 'read') return undefined
    const key = new Uint8Array(randomBytes(KEY_BYTES))
    if (await this.#objects.create(name, wrapKey(this.#platform, key, owner))) return key
    const winner = await this.#objects.read(name)
    return winner && this.#unwrap(winner, owner)
  }

  /** Some stores lose the object itself when two sweeps delete the same version of it. */
  async #bury(name: string): Promise<void> {
    for (let attempt = 0; attempt < BURIALS_MAX; attempt++) {
      if (attempt > 0) await sleep(randomInt(BURIAL_PAUSE_MS_MAX))
      const stored = await this.#objects.read(name)
      const buried = stored !== undefined && isTombstone(stored)
      if (buried && attempt > 0) return
      if (!buried) await this.#objects.replace(name, TOMBSTONE)
      if ((await this.#objects.sweep(name)) === 0) return
    }
    throw vanished(name)
  }

  #unwrap(stored: Uint8Array, owner: string): Known {
    return isTombstone(stored) ? 'forgotten' : unwrapKey(this.#platform, stored, owner)
  }

  /** Nobody may hear an answer any more that was asked for before. */
  #drop(subject: SubjectId): void {
    this.#forgets += 1
    this.#cache.delete(subject)
    for (const wish of WISHES) this.#asked.delete(`${wish}\n${subject}`)
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreUnavailable('the key store is closed', { reason: 'closed' })
  }
}

const WISHES = ['make', 'read'] as const
type Wish = (typeof WISHES)[number]

const forgotten = (subject: SubjectId) =>
  new KeyForgotten(`the key of ${subject} has been destroyed`)
