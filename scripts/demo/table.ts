/** How the play looks on a terminal: one line for each row of the two cases. */
import picocolors from 'picocolors'
import { pad, widthOf } from '../cli/show.ts'
import {
  flagWord,
  proceedingWord,
  restrictionWord,
  stateWord,
  supervisionWord,
} from '../cli/words.ts'
import { units } from '../workshop/units.ts'
import { titleOf } from './paper.ts'
import type { Played } from './play.ts'
import type { Answered } from './questions.ts'
import type { StatusAnswer } from './visitor.ts'

/** Columns of a terminal. */
const WIDTHS = { date: 10, row: 4, title: 34, slug: 20, issuer: 18, receipt: 5 } as const

const colours = picocolors.createColors(process.stdout.isTTY === true && !process.env.NO_COLOR)

export const heading = (): string =>
  colours.bold(
    cells('日期 date', '例', '文书 document', '类型 type', '出具 issuer', '回执') +
      ' 其后的状态 state after it',
  )

/** One line, and one more for each difference from law.md §7, of which there must be none. */
export function lineOf(played: Played): readonly string[] {
  const { story, row } = played
  const [date, no] = [row.at.slice(0, 10), `${story.letter} ${row.no}`]
  if (!('answer' in played)) {
    const { what, by } = played.row
    const start = cells(date, no, what, '—', units[by].name, '—')
    return [colours.dim(`${start} 不经平台交换 not exchanged`)]
  }
  const start =
    'receipt' in played
      ? cells(
          date,
          no,
          titleOf(played.row),
          played.row.type,
          units[played.row.by].name,
          `#${played.receipt.position}`,
        )
      : cells(date, no, played.row.what, `clock ${row.at.slice(11, 16)}`, '', '—')
  const again = 'receipt' in played && played.repeated ? colours.dim(' 已有 already there') : ''
  return [`${start} ${verdict(played.differences)} ${inWords(played.answer)}${again}`].concat(
    differenceLines(played.differences),
  )
}

/** A question with its two times, and what the platform answers. */
export function answerLines({ question, answer, differences }: Answered): readonly string[] {
  const { story, validAt, knownAt, why } = question
  const known = knownAt ? `knownAt=${knownAt}` : ''
  const asked = `  ${story.subject.name} validAt=${validAt} ${known}`
  return [
    `${pad(asked, ASKED_WIDTH)} ${verdict(differences)} ${inWords(answer)}`,
    `${' '.repeat(ASKED_WIDTH)}   ${colours.dim(why)}`,
    ...differenceLines(differences),
  ]
}
const ASKED_WIDTH = 49

/** The state, and what is out of the ordinary. */
export function inWords({ state, overlays, counters }: StatusAnswer): string {
  const { supervision, restriction, proceeding, flags } = overlays
  const { commendations, reprimands, warnings } = counters
  return [
    stateWord(state),
    ...(supervision === 'NORMAL' ? [] : [supervisionWord(supervision)]),
    ...(restriction === 'NONE' ? [] : [restrictionWord(restriction)]),
    ...proceeding.map(proceedingWord),
    ...flags.map(flagWord),
    ...(commendations === 0 ? [] : [`表扬 commendations ${commendations}`]),
    ...(reprimands === 0 ? [] : [`训诫 reprimands ${reprimands}`]),
    ...(warnings === 0 ? [] : [`警告 warnings ${warnings}`]),
  ].join(' · ')
}

const verdict = (differences: readonly string[]): string =>
  differences.length === 0 ? colours.green('✓') : colours.red('✗')

const differenceLines = (differences: readonly string[]): readonly string[] =>
  differences.map((one) => colours.red(`    ✗ 与预期不符 not as expected: ${one}`))

function cells(...texts: readonly string[]): string {
  const widths = Object.values(WIDTHS)
  return texts.map((text, at) => pad(fit(text, widths[at] ?? 0), widths[at] ?? 0)).join(' ')
}

/** Cut to the width, with a sign that it was. */
function fit(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const kept = [...text]
  while (widthOf(kept.join('')) >= width) kept.pop()
  return `${kept.join('')}…`
}
