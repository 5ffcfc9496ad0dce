import { createHmac } from 'node:crypto'
import { type DocumentId, type LegalDate, subjectId } from '@xianjie/contracts'
import t from 'tap'
import { nameKeyOf, subjectIdOf } from './index.ts'

const secret = new Uint8Array(32).fill(3)
const documentId = '5f0c7c1e-2f0b-4c55-9d0e-3f3c2b1a0001' as DocumentId
const other = '5f0c7c1e-2f0b-4c55-9d0e-3f3c2b1a0002' as DocumentId
const idNumber = '11010119900307002X'
const identity = { idType: 'resident-id', idNumber, documentId } as const
const person = { name: '张某', birthDate: '1990-03-07' as LegalDate }

await t.test('one number is one subject, however it is written', async (t) => {
  const id = subjectIdOf(secret, identity)
  const plain = createHmac('sha256', secret).update(`resident-id\n${idNumber}`).digest('hex')
  t.equal(id, `sub_${plain.slice(0, 40)}`)
  t.equal(subjectIdOf(secret, { ...identity, idNumber: ' 110101 19900307 002x' }), id)
  t.equal(subjectIdOf(secret, { ...identity, documentId: other }), id)
  t.equal(subjectId(id), id)
})

await t.test('another number, type or secret is another subject', async (t) => {
  const ids = [
    subjectIdOf(secret, identity),
    subjectIdOf(secret, { ...identity, idNumber: '110101199003070011' }),
    subjectIdOf(secret, { ...identity, idType: 'passport' }),
    subjectIdOf(new Uint8Array(32), identity),
  ]
  t.equal(new Set(ids).size, ids.length)
  t.notOk(ids[0]?.includes(idNumber))
})

await t.test('an unknown identity is provisional, one for each first document', async (t) => {
  const unknown = { idType: 'unknown', idNumber: '', documentId } as const
  const id = subjectIdOf(secret, unknown)
  t.match(id, /^prov_[0-9a-f]{40}$/)
  t.equal(subjectIdOf(secret, { ...unknown, idNumber: '不明' }), id)
  t.not(subjectIdOf(secret, { ...unknown, documentId: other }), id)
})

await t.test('a later document may name the provisional identity', async (t) => {
  const id = subjectIdOf(secret, { idType: 'unknown', idNumber: '', documentId })
  t.equal(subjectIdOf(secret, { idType: 'unknown', idNumber: id, documentId: other }), id)
  t.not(subjectIdOf(secret, { idType: 'other', idNumber: id, documentId: other }), id)
})

await t.test('the same name and birth date meet under one key', async (t) => {
  const key = nameKeyOf(secret, person)
  t.match(key, /^[0-9a-f]{32}$/)
  t.equal(nameKeyOf(secret, { ...person, name: ' 张 某' }), key)
  t.not(nameKeyOf(secret, { ...person, name: '李某' }), key)
  t.not(nameKeyOf(secret, { ...person, birthDate: '1990-03-08' as LegalDate }), key)
  t.not(nameKeyOf(new Uint8Array(32), person), key)
})
