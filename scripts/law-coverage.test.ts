import t from 'tap'
import { unnamedRules } from './law-coverage/articles.ts'
import { coverage, isMissing } from './law-coverage/coverage.ts'
import { CLOCKS, ROWS, SLUGS_COUNT } from './law-coverage/law.ts'

t.test('every row of the law has its code, its schema and its test', async (t) => {
  const rows = coverage()
  t.equal(ROWS.length, 123)
  t.equal(CLOCKS.length, 74)
  t.equal(rows.flatMap(({ schema }) => schema ?? []).length, SLUGS_COUNT * 5)
  t.same(
    rows.filter(isMissing).map(({ section, row }) => `${section} ${row}`),
    [],
  )
})

t.test('every rule names its article', async (t) => {
  t.same(unnamedRules(), [])
})
