/**
 * Data keys on SQLite, wrapped by the platform key that lies beside them. Known keys are read on the
 * caller's thread; new ones are made by a writer thread, many in one transaction.
 */
import type { DatabaseSync } from 'node:sqlite'
import { subjectOwner, unwrapKey } from '@xianjie/codec'
import { KeyForgotten, type KeyStore, type SubjectId } from '@xianjie/contracts'
import { StorageFailed } from './faults.ts'
import { type Lock, lockFolder, makeFolder, syncFolder } from './folder.ts'
import { hasKeys, openKeysForReading, openKeysForWriting, provePlatformKey } from './key-file.ts'
import type { KeyAnswer, KeyBatch, KeyJob } from './key-ledger.ts'
import type { KeyWriterSettings } from './key-writer.ts'
import { platformKey } from './platform-key.ts'
import { Recent } from './recent.ts'
import { WriterThread } from './writer-thread.ts'

/** Unwrapped keys kept in memory. */
export const KEYS_CACHED_MAX = 50_000
const JOBS_PENDING_MAX = 10_000
const JOBS_PER_COMMIT_MAX = 1_000

/**
 * The key store in this folder; its platform key is made the first time. Throws `FolderInUse` while
 * another process has it open, `WrongPlatformKey` when `platform.key` is gone or another one.
 */
export async function openKeyStore(folder: string): Promise<KeyStore> {
  makeFolder(folder)
  const lock = lockFolder(folder, 'keys')
  try {
    const platform = platformKey(folder, !hasKeys(folder))
    prepareFile(folder, platform)
    return await EmbeddedKeys.open(folder, platform, lock)
  } catch (fault) {
    lock.release()
    throw fault
  }
}

function prepareFile(folder: string, platform: Uint8Array): void {
  const db = openKeysForWriting(folder)
  try {
    provePlatformKey(db, platform)
  } finally {
    db.close()
  }
  syncFolder(folder)
}

class EmbeddedKeys implements KeyStore {
  readonly #lock: Lock
  readonly #platform: Uint8Array
  readonly #db: DatabaseSync
  readonly #wrapped: ReturnType<DatabaseSync['prepare']>
  readonly #writer: WriterThread<KeyJob, KeyAnswer>
  readonly #keys = new Recent<Uint8Array>(KEYS_CACHED_MAX)
  readonly #secrets = new Map<string, Promise<Uint8Array>>()
  #closing: Promise<void> | undefined

  private constructor(
    lock: Lock,
    platform: Uint8Array,
    db: DatabaseSync,
    writer: WriterThread<KeyJob, KeyAnswer>,
  ) {
    this.#lock = lock
    this.#platform = platform
    this.#db = db
    this.#wrapped = db.prepare('SELECT wrapped FROM keys WHERE subject = ?')
    this.#writer = writer
  }

  static async open(folder: string, platform: Uint8Array, lock: Lock): Promise<KeyStore> {
    const writer = await startWriter(folder, platform)
    try {
      return new EmbeddedKeys(lock, platform, openKeysForReading(folder), writer)
    } catch (fault) {
      await writer.close()
      throw fault
    }
  }

  async obtain(subject: SubjectId): Promise<Uint8Array> {
    const found = this.#known(subject)
    if (found === 'forgotten') throw forgotten(subject)
    return found ?? this.#make(subject)
  }

  async find(subject: SubjectId): Promise<Uint8Array | undefined> {
    const found = this.#known(subject)
    return found === 'forgotten' ? undefined : found
  }

  /**
   * Commits answer in the order in which they were asked, so a key that was obtained before it was
   * forgotten cannot come back into memory afterwards.
   */
  async forget(subject: SubjectId): Promise<void> {
    await this.#writer
      .submit({ ask: 'forget', name: subject })
      .then(() => this.#keys.delete(subject))
  }

  secret(name: string): Promise<Uint8Array> {
    const known = this.#secrets.get(name)
    if (known !== undefined) return known
    const made = this.#writer.submit({ ask: 'secret', name }).then(present)
    this.#secrets.set(name, made)
    made.catch(() => this.#secrets.delete(name))
    return made
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  #known(subject: SubjectId): Uint8Array | 'forgotten' | undefined {
    const cached = this.#keys.get(subject)
    if (cached !== undefined) return cached
    const row = this.#row(subject)
    if (row === undefined) return undefined
    const wrapped = row.wrapped as Uint8Array | null
    if (wrapped === null) return 'forgotten'
    const key = unwrapKey(this.#platform, wrapped, subjectOwner(subject))
    this.#keys.set(subject, key)
    return key
  }

  #row(subject: SubjectId) {
    try {
      return this.#wrapped.get(subject)
    } catch (fault) {
      throw new StorageFailed('the keys cannot be read', { cause: fault })
    }
  }

  #make(subject: SubjectId): Promise<Uint8Array> {
    return this.#writer.submit({ ask: 'obtain', name: subject }).then((key) => {
      if (key === undefined) throw forgotten(subject)
      const first = this.#keys.get(subject) ?? key
      this.#keys.set(subject, first)
      return first
    })
  }

  async #close(): Promise<void> {
    this.#db.close()
    await this.#writer.close()
    this.#lock.release()
  }
}

const startWriter = (folder: string, platform: Uint8Array) =>
  WriterThread.start<KeyJob, KeyAnswer>({
    script: new URL('./key-writer.ts', import.meta.url),
    workerData: { folder, platform, jobsMax: JOBS_PER_COMMIT_MAX } satisfies KeyWriterSettings,
    jobsPendingMax: JOBS_PENDING_MAX,
    bytesPendingMax: Number.MAX_SAFE_INTEGER,
    jobsPerParcelMax: JOBS_PER_COMMIT_MAX,
    bytesOf: () => 0,
    pack: (asked) => ({
      message: { jobs: asked.length, asked } satisfies KeyBatch,
      transfer: [],
    }),
    busy: () => new StorageFailed('the queue of new keys is full'),
    unavailable: (cause) => new StorageFailed('the keys cannot be written', { cause }),
  })

const forgotten = (subject: SubjectId) =>
  new KeyForgotten(`the key of ${subject} has been destroyed`)

function present(secret: KeyAnswer): Uint8Array {
  if (secret === undefined) throw new StorageFailed('a secret of the platform is missing')
  return secret
}
