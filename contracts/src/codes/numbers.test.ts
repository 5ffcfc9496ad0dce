import t from 'tap'
import { caseKey, caseNumber, compareCaseNumbers, formatCaseNumber } from './case-number.ts'
import { documentNumber, normalisedNumber, sameNumber } from './document-number.ts'

/** Published ones (law.md §5.1). */
const REAL = [
  '（2018）冀09刑更558号',
  '（2018）川34刑更2110号',
  '（2018）沪01刑更920号',
  '（2017）浙0503刑初295号',
  '（2016）鄂0102刑初1223号',
  '(2016)渝0113刑初696号',
  '（2020）冀0102执1512号',
  '（2022）最高法刑核51732266号',
]

t.test('case numbers that courts have published are read in their parts', async (t) => {
  for (const text of REAL) t.ok(caseNumber(text), text)
  t.same(caseNumber('(2016)渝0113刑初696号'), {
    year: 2016,
    court: '渝0113',
    type: '刑初',
    serial: '696',
  })
  t.equal(caseNumber('（2022）最高法刑核51732266号')?.serial, '51732266')
  t.match(caseNumber('（2020）冀0102执1512号'), { court: '冀0102', type: '执' })
})

t.test('what is no case number is none', async (t) => {
  const wrong = [
    '',
    '号',
    '（2026）刑更41号',
    '（26）冀99刑更41号',
    '（2026）冀99刑更号',
    '（2026）冀99刑更41',
    '（2026）冀99更刑更刑更41号',
    '（2026）华99刑更41号',
    '（2026）冀99012刑更41号',
    '（2026）冀99刑更41号之',
    '（2026）冀99刑更41号之十一十',
    '（2026）冀99刑更41号之一二',
    '冀监暂字〔2026〕21号',
  ]
  for (const text of wrong) t.equal(caseNumber(text), undefined, text)
})

t.test('however brackets, digits and spaces are written, it is one number', async (t) => {
  const one = '（2026）冀99刑更41号之二'
  const same = [
    '(2026)冀99刑更41号之二',
    '〔2026〕冀99刑更41号之二',
    '[2026] 冀99刑更 41 号之二',
    '【２０２６】冀９９刑更４１号之二',
    '　（2026）冀99刑更41号之二\n',
  ]
  for (const text of same) {
    t.equal(normalisedNumber(text), one, text)
    t.ok(sameNumber(text, one))
  }
  for (const text of [
    '（2026）冀99刑更41号',
    '（2026）冀99刑更41号之一',
    '（2025）冀99刑更41号之二',
  ]) {
    t.notOk(sameNumber(text, one), text)
  }
})

t.test('a number is written back as it was read', async (t) => {
  for (const suffix of ['', '之一', '之九', '之十', '之十一', '之二十', '之九十九']) {
    const text = `（2026）冀99刑更41号${suffix}`
    const read = caseNumber(text)
    t.equal(read && formatCaseNumber(read), text)
  }
  t.equal(caseNumber('（2026）冀99刑更41号之二十三')?.part, 23)
})

t.test('numbers sort by court, year, kind of case, serial and suffix', async (t) => {
  const sorted = [
    '（2025）冀99刑更900号',
    '（2026）冀99刑初7号',
    '（2026）冀99刑更9号',
    '（2026）冀99刑更41号',
    '（2026）冀99刑更41号之一',
    '（2026）冀99刑更41号之二',
    '（2026）冀99刑更41号之十',
    '（2026）冀99刑更410号',
    '（2024）冀9902刑更1号',
  ]
  const numbers = [...sorted].reverse().map((text) => caseNumber(text))
  const found = numbers.flatMap((one) => one ?? []).sort(compareCaseNumbers)
  t.same(found.map(formatCaseNumber), sorted)
  t.equal(new Set(found.map(caseKey)).size, sorted.length)
  const [first] = found
  t.equal(first && compareCaseNumbers(first, first), 0)
})

t.test('reviews that differ in zeros in front are two cases', async (t) => {
  const [short, long] = ['（2022）最高法刑核732266号', '（2022）最高法刑核00732266号'].map(
    caseNumber,
  )
  t.ok(short && long)
  if (!short || !long) return
  t.not(caseKey(short), caseKey(long))
  t.not(compareCaseNumbers(short, long), 0)
})

t.test('numbers of other organs are opaque text with parts', async (t) => {
  t.same(documentNumber('沪浦检刑诉〔2017〕257号'), {
    prefix: '沪浦检刑诉',
    year: 2017,
    serial: '257',
  })
  t.same(documentNumber('浦公（禁毒）行罚决字[2019]51476号'), {
    prefix: '浦公（禁毒）行罚决字',
    year: 2019,
    serial: '51476',
  })
  t.match(documentNumber('京公海行罚决字〔2023〕50316号'), { serial: '50316' })
  t.match(documentNumber('司发通〔2020〕59号'), { prefix: '司发通', year: 2020 })
  t.match(documentNumber('（2026）青矫解字第19号'), {
    prefix: '青矫解字',
    year: 2026,
    serial: '19',
  })
  t.equal(documentNumber('无文号'), undefined)
  t.equal(
    normalisedNumber(' 浦公(禁毒)行罚决字[2019]51476号'),
    '浦公（禁毒）行罚决字〔2019〕51476号',
  )
  t.equal(normalisedNumber('无 文 号'), '无文号')
  t.ok(sameNumber('临公(刑)拘字[2026]88号', '临公（刑）拘字〔２０２６〕88号'))
  t.notOk(sameNumber('临公（刑）拘字〔2026〕88号', '临公（刑）捕字〔2026〕88号'))
  t.notOk(sameNumber('冀监暂字〔2026〕2号', '冀监暂字〔2026〕21号'))
})
