import t from 'tap'
import { widthOf } from '../cli/show.ts'
import { caseA } from './case-a.ts'
import { lineOf } from './table.ts'
import type { StatusAnswer } from './visitor.ts'

const answer: StatusAnswer = {
  state: 'UNDER_CORRECTION',
  stateSince: null,
  overlays: {
    supervision: 'TUOGUAN',
    restriction: 'ARREST',
    proceeding: ['NEW_CRIME_CASE'],
    flags: [],
  },
  counters: { commendations: 0, reprimands: 0, warnings: 1 },
  period: null,
  ended: null,
}
const clockRow = caseA.rows.find((row) => row.is === 'clock')!
const missingRow = caseA.rows.find((row) => row.is === 'missing')!

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
    '✓ 在矫 UNDER_CORRECTION · 脱管 TUOGUAN · 逮捕 ARREST · 办理再犯罪案件 NEW_CRIME_CASE · 警告 warnings 1',
  )
})

t.test('a row that cannot be played yet is named all the same', async (t) => {
  const [line] = lineOf({ story: caseA, row: missingRow })
  t.match(line, /调查评估委托函 .* A1 .* 白杨区人民法院 .* not in this version/)
})

t.test('columns stand below each other, whatever the titles', async (t) => {
  const start = (what: string) =>
    lineOf({ story: caseA, row: { ...missingRow, what } })[0]?.split('A1')[0] ?? ''
  t.equal(widthOf(start('函')), widthOf(start('一个特别长的文书名称'.repeat(5))))
})
