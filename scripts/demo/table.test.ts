import t from 'tap'
import { widthOf } from '../cli/show.ts'
import { caseA } from './case-a.ts'
import { caseB } from './case-b.ts'
import { lineOf } from './table.ts'
import { noCircumstances } from './testing.ts'
import type { StatusAnswer } from './visitor.ts'

const answer: StatusAnswer = {
  state: 'UNDER_CORRECTION',
  stateSince: null,
  overlays: {
    supervision: 'TUOGUAN',
    restriction: 'ARREST',
    proceeding: ['NEW_CRIME_CASE'],
    flags: ['PURSUED'],
  },
  counters: { commendations: 0, reprimands: 0, warnings: 1 },
  period: null,
  ended: null,
  circumstances: noCircumstances,
}
const clockRow = caseA.rows.find((row) => row.is === 'clock')!
const outsideRow = caseB.rows.find((row) => row.is === 'outside')!

t.test('a difference from the law is shown on a line of its own', async (t) => {
  const differences = ['state: expected RELEASED, got UNDER_CORRECTION']
  const [line, more] = lineOf({ story: caseA, row: clockRow, answer, differences })
  t.match(line, /✗ 在矫 UNDER_CORRECTION/)
  t.match(more, /not as expected: state: expected RELEASED/)
})

t.test('a row that is right says the state and what is out of the ordinary', async (t) => {
  const lines = lineOf({ story: caseA, row: clockRow, answer, differences: [] })
  t.equal(lines.length, 1)
  t.match(
    lines[0],
    '✓ 在矫 UNDER_CORRECTION · 脱管 TUOGUAN · 逮捕 ARREST · 办理再犯罪案件 NEW_CRIME_CASE · 追逃 PURSUED · 警告 warnings 1',
  )
})

t.test('a paper that is not exchanged is named all the same', async (t) => {
  const [line] = lineOf({ story: caseB, row: outsideRow })
  t.match(line, /提请批准逮捕书 .* 临河区公安局 .* not exchanged/)
})

t.test('columns stand below each other, whatever the titles', async (t) => {
  const start = (what: string) =>
    lineOf({ story: caseB, row: { ...outsideRow, what } })[0]?.split('临河区公安局')[0] ?? ''
  t.equal(widthOf(start('函')), widthOf(start('一个特别长的文书名称'.repeat(5))))
})
