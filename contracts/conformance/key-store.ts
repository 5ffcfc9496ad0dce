/** What every `KeyStore` promises (ports/key-store.ts), to be run by each adapter's tests. */
import type { KeyStore, SubjectId } from '../src/index.ts'
import { type Check, sameBytes } from './check.ts'

export type OpenedKeys = {
  readonly keys: KeyStore
  /** Closes the store and opens the same one again. */
  reopen(): Promise<KeyStore>
  dispose(): Promise<void>
}
export type OpenKeys = () => Promise<OpenedKeys>

const KEY_BYTES = 32
const SUBJECTS = 500

export async function keyStorePromises(t: Check, open: OpenKeys): Promise<void> {
  await oblivionPromises(t, open)
  await keyPromises(t, open)
  await secretPromises(t, open)
}

async function oblivionPromises(t: Check, open: OpenKeys): Promise<void> {
  await withKeys(t, open, 'an unknown subject has no key', async (t, { keys }) => {
    t.equal(await keys.find(subject(1)), undefined)
  })

  await withKeys(t, open, 'a forgotten key never comes back', async (t, opened) => {
    const { keys } = opened
    await keys.obtain(subject(1))
    await keys.obtain(subject(2))
    await keys.forget(subject(1))
    await t.rejects(keys.obtain(subject(1)), { code: 'key-forgotten' })
    t.equal(await keys.find(subject(1)), undefined)
    const again = await opened.reopen()
    await t.rejects(again.obtain(subject(1)), { code: 'key-forgotten' })
    t.equal(await again.find(subject(1)), undefined)
    t.ok(await again.find(subject(2)), 'others keep theirs')
  })

  await withKeys(t, open, 'a subject may be forgotten before it has a key', async (t, { keys }) => {
    await keys.forget(subject(1))
    await keys.forget(subject(1))
    await t.rejects(keys.obtain(subject(1)), { code: 'key-forgotten' })
  })

  await withKeys(t, open, 'forgetting wins over obtaining at once', async (t, { keys }) => {
    const asked = Array.from({ length: 50 }, (_, n) => subject(n))
    const obtained = asked.map((who) => keys.obtain(who).catch(() => undefined))
    await Promise.all(asked.map((who) => keys.forget(who)))
    await Promise.all(obtained)
    const found = await Promise.all(asked.map((who) => keys.find(who)))
    t.ok(found.every((key) => key === undefined))
  })
}

async function keyPromises(t: Check, open: OpenKeys): Promise<void> {
  await withKeys(t, open, 'a key is made once and stays the same', async (t, opened) => {
    const key = await opened.keys.obtain(subject(1))
    t.equal(key.length, KEY_BYTES)
    t.ok(sameBytes(await opened.keys.obtain(subject(1)), key))
    t.ok(sameBytes(await opened.keys.find(subject(1)), key))
    const kept = Uint8Array.from(key)
    const again = await opened.reopen()
    t.ok(sameBytes(await again.find(subject(1)), kept))
    t.ok(sameBytes(await again.obtain(subject(1)), kept))
  })

  await withKeys(t, open, 'whoever asks at once gets the same key', async (t, { keys }) => {
    const asked = Array.from({ length: 50 }, () => keys.obtain(subject(1)))
    const [first, ...others] = await Promise.all(asked)
    t.ok(others.every((key) => sameBytes(key, first as Uint8Array)))
  })

  await withKeys(t, open, 'every subject has its own key', async (t, opened) => {
    const who = Array.from({ length: SUBJECTS }, (_, n) => subject(n))
    const made = await Promise.all(who.map((one) => opened.keys.obtain(one)))
    t.equal(new Set(made.map(String)).size, SUBJECTS)
    const kept = made.map((key) => Uint8Array.from(key))
    const again = await opened.reopen()
    const found = await Promise.all(who.map((one) => again.find(one)))
    t.ok(found.every((key, n) => sameBytes(key, kept[n] as Uint8Array)))
  })
}

async function secretPromises(t: Check, open: OpenKeys): Promise<void> {
  await withKeys(t, open, 'a secret is made once and stays the same', async (t, opened) => {
    const [first, second] = await Promise.all([
      opened.keys.secret('subject-ids'),
      opened.keys.secret('subject-ids'),
    ])
    t.equal(first.length, KEY_BYTES)
    t.ok(sameBytes(second, first))
    const kept = Uint8Array.from(first)
    const other = await opened.keys.secret('receipts')
    t.equal(sameBytes(other, kept), false, 'another name is another secret')
    const again = await opened.reopen()
    t.ok(sameBytes(await again.secret('subject-ids'), kept))
  })
}

const subject = (n: number): SubjectId => `sub_${n.toString(16).padStart(40, '0')}` as SubjectId

function withKeys(
  t: Check,
  open: OpenKeys,
  title: string,
  run: (t: Check, opened: OpenedKeys) => Promise<void>,
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
