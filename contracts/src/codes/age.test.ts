import t from 'tap'
import type { LegalDate } from '../time.ts'
import { isUnderage } from './age.ts'

const under = (bornOn: string, on: string) => isUnderage(bornOn as LegalDate, on as LegalDate)

t.test('an age is reached on the day after the birthday (法释〔2006〕1号 2)', async (t) => {
  t.equal(under('2008-05-06', '2026-05-05'), true)
  t.equal(under('2008-05-06', '2026-05-06'), true, 'on the birthday still 17')
  t.equal(under('2008-05-06', '2026-05-07'), false)
})

t.test('born on 29 February: of age from 1 March where there is no such day', async (t) => {
  t.equal(under('2008-02-29', '2026-02-28'), true)
  t.equal(under('2008-02-29', '2026-03-01'), false)
})
