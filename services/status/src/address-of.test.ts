import t from 'tap'
import { addressOf } from './address-of.ts'

const event = {
  documentId: '0f8b7c3e-6c1d-4f0e-9a59-3a1f2f3b6d11',
  subjectId: `sub_${'a'.repeat(40)}`,
  nameKey: 'b'.repeat(32),
  type: 'ruling-parole',
  number: '（2026）冀99刑更41号',
}
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

t.test('what is no JSON has no address', async (t) => {
  t.throws(() => addressOf(Buffer.from('{"documentId":')), { name: 'SyntaxError' })
})

t.test('the address is the same wherever its members stand', async (t) => {
  const { number, ...rest } = event
  for (const written of [event, { number, ...rest }]) {
    t.match(addressOf(bytes(written)), {
      subjectId: event.subjectId,
      nameKey: event.nameKey,
      type: event.type,
    })
  }
  const provisional = { ...event, subjectId: `prov_${'c'.repeat(40)}` }
  t.equal(addressOf(bytes(provisional)).subjectId, provisional.subjectId)
})
