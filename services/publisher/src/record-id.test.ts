import fc from 'fast-check'
import t from 'tap'
import { v5 } from 'uuid'
import { RECORDS, recordId } from './record-id.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
t.comment(`seed ${SEED}`)

t.test('the id of a record is the UUID version 5 of its text', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => recordId(text) === v5(text, RECORDS)),
    { seed: SEED },
  )
  t.equal(recordId('矫正'), v5('矫正', RECORDS))
})
