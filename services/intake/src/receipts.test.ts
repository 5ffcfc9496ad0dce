import { createHash } from 'node:crypto'
import type { DocumentAccepted, KeyStore } from '@xianjie/contracts'
import { test } from 'tap'
import { openReceipts } from './receipts.ts'

const keys: Pick<KeyStore, 'secret'> = {
  secret: async (name) => new Uint8Array(createHash('sha256').update(name).digest()),
}
const receipts = await openReceipts(keys as KeyStore, 'xianjie')
const accepted = (proof: { readonly receiptPosition?: number }): DocumentAccepted =>
  ({
    documentId: '7b8d6a6e-5c0f-4d49-9f3c-0c6ad2b6a0a1',
    subjectId: `sub_${'0'.repeat(40)}`,
    acceptedAt: '2026-02-11T09:30:00.000+08:00',
    findings: [],
    proof: { digest: `sha256:${'0'.repeat(64)}`, receiptKey: receipts.currentKey, ...proof },
  }) as unknown as DocumentAccepted

test('another position is another receipt', async (t) => {
  t.not((await receipts.of(accepted({}), 9)).receipt, (await receipts.of(accepted({}), 5)).receipt)
})

test('an event that came to another position keeps the receipt that was given', async (t) => {
  const given = await receipts.of(accepted({}), 5)
  t.same(await receipts.of(accepted({ receiptPosition: 5 }), 9), given)
  t.same(await receipts.of(accepted({ receiptPosition: 5 }), 4_711), given)
  t.equal(given.position, 5)
})
