import t from 'tap'
import { readAcceptance } from './read-acceptance.ts'

const open = {
  documentId: '0f8b7c3e-6c1d-4f0e-9a59-3a1f2f3b6d11',
  subjectId: `sub_${'a'.repeat(40)}`,
  nameKey: 'b'.repeat(32),
  type: 'ruling-parole',
  number: '（2026）冀99刑更41号 ,"proof":{',
}
const proof = { digest: 'sha256:0', person: 'x' }
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const opened = (data: Uint8Array) => JSON.parse(Buffer.from(readAcceptance(data).open).toString())

t.test('what is no JSON is not read', async (t) => {
  t.throws(() => readAcceptance(Buffer.from('{"documentId":')), { name: 'SyntaxError' })
})

t.test('the open part is the same wherever the members stand, and holds no proof', async (t) => {
  const { number, ...rest } = open
  for (const written of [
    { ...open, proof },
    { number, ...rest, proof },
    { proof, ...open },
    open,
  ]) {
    const { subjectId, nameKey, type } = open
    t.match(readAcceptance(bytes(written)), { subjectId, nameKey, type })
    t.same(opened(bytes(written)), open)
  }
})

t.test('a person of unknown identity is addressed by the provisional id', async (t) => {
  const provisional = { ...open, subjectId: `prov_${'c'.repeat(40)}`, proof }
  t.equal(readAcceptance(bytes(provisional)).subjectId, provisional.subjectId)
})
