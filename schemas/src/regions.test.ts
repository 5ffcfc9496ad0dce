import type { LegalDate } from '@xianjie/contracts'
import { regionOn } from '@xianjie/contracts'
import t from 'tap'
import { readRegions, regions } from './regions.ts'

const nameOn = (code: string, day: string) => regionOn(regions, code, day as LegalDate)?.name

t.test('codes are known in the time in which a list could have them', async (t) => {
  t.equal(nameOn('110000', '1999-01-01'), '北京市')
  t.equal(nameOn('130223', '2010-01-01'), '滦县')
  t.equal(nameOn('130223', '2026-01-01'), undefined)
  t.equal(nameOn('130284', '2026-01-01'), '滦州市')
  t.equal(nameOn('130284', '2010-01-01'), undefined)
  t.equal(nameOn('232701', '2008-01-01'), '加格达奇区')
  t.equal(nameOn('232701', '2012-01-01'), undefined)
  t.equal(nameOn('653228', '2026-01-01'), '和康县')
})

t.test(
  'no list has the fictitious regions, zones of statistics, towns or rows without a place',
  async (t) => {
    for (const code of [
      '139921',
      '139900',
      '419903',
      '130171',
      '320590',
      '441901',
      '460401',
      '710101',
    ]) {
      t.equal(nameOn(code, '2026-01-01'), undefined, code)
    }
    const names = Object.entries(regions.codes).filter(([code]) => !code.endsWith('00'))
    t.same(
      names.filter(([, spans]) => spans.some(({ name }) => name === '市辖区')),
      [],
    )
    t.ok(names.length > 2_800, `${names.length} counties`)
  },
)

t.test('spans of a code follow one another', async (t) => {
  for (const [code, spans] of Object.entries(regions.codes)) {
    for (const [at, { from, to }] of spans.entries()) {
      if (from && to) t.ok(from <= to, code)
      const next = spans[at + 1]
      if (next) t.ok(to && next.from && to < next.from, code)
    }
  }
})

t.test('a broken list is named with its file and code', async (t) => {
  const file = (codes: unknown) => {
    const folder = t.testdir({ 'list.json': JSON.stringify({ codes }) })
    return `${folder}/list.json`
  }
  t.throws(() => readRegions(file({})), /list\.json: there are no codes/)
  for (const codes of [
    { 1301: [{ name: '市' }] },
    { 130100: { name: '市' } },
    { 130100: [{ name: '' }] },
    { 130100: [null] },
    { 130100: [{ name: '市', from: '2026-02-30' }] },
    { 130100: [{ name: '市', to: 7 }] },
  ]) {
    t.throws(() => readRegions(file(codes)), /list\.json: 1301(00)? is no region/)
  }
})
