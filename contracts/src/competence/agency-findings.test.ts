import t from 'tap'
import { isCreditCode } from '../codes/credit-code.ts'
import type { AgencyCode } from '../ids.ts'
import type { LegalDate } from '../time.ts'
import { agencyFindings } from './agency-findings.ts'

const today = '2026-06-01' as LegalDate
const regions = { codes: { 130284: [{ name: '滦州市', from: '2016-08-01' as LegalDate }] } }
const codes = (code: string, region: string, day = today) =>
  agencyFindings({ code: code as AgencyCode, region }, regions, day).map(({ code: found }) => found)

t.test('a region is known today, or the country', async (t) => {
  t.same(codes('111399210000000197', '130284'), [])
  t.same(codes('111399210000000197', '000000'), [])
  t.same(codes('111399210000000197', '139921'), ['region-unknown'])
  t.same(codes('111399210000000197', '130284', '2010-01-01' as LegalDate), ['region-unknown'])
})

t.test('a code that is right as a whole may be wrong inside', async (t) => {
  const unsound = '91350100M000100Y5X'.slice(0, 17)
  const code = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
    .map((last) => unsound + last)
    .find(isCreditCode)
  t.ok(code)
  t.same(codes(code ?? '', '130284'), ['organisation-code-unsound'])
})
