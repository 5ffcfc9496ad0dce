import type { Bilingual, TimelineStep } from '@xianjie/contracts'
import type { Command } from 'commander'
import { type AskingOptions, askAbout, withAskingOptions, withValidAt } from './asking.ts'
import { exampleLines, SANDBOX_NOTE } from './help.ts'
import type { Io } from './io.ts'
import { section, show } from './show.ts'
import { restrictionWord, stateWord, supervisionWord } from './words.ts'

type Step = Omit<TimelineStep, 'at'> & {
  readonly at: string
  readonly title?: Bilingual
  readonly number?: string
}
type Timeline = {
  readonly subjectId: string
  readonly steps: readonly Step[]
  readonly validAt: string
  readonly knownAt: string
}

/** `xianjie timeline`: every change of status in legal order, and what caused it. */
export function timelineCommand(program: Command, io: Io): void {
  const command = program
    .command('timeline')
    .description('按法律时间排列的全过程 · every change of status in legal order')
    .addHelpText(
      'after',
      `${exampleLines([
        '全过程 · the course so far',
        'timeline sub_… --agency keys/qingshi-corrections',
      ])}${SANDBOX_NOTE}`,
    )
  withValidAt(withAskingOptions(command)).action(
    async (subject: string | undefined, options: AskingOptions, self: Command) => {
      const { value } = await askAbout(subject, options, 'timeline', io)
      show(io, self, value, () => timelineLines(value as Timeline, io))
    },
  )
}

const timelineLines = (timeline: Timeline, io: Io): readonly string[] => [
  ...section(io, `对象 subject ${timeline.subjectId}`, timeline.steps.map(stepRow)),
  `时点 valid at ${timeline.validAt} · 所知 known at ${timeline.knownAt}`,
]

const stepRow = (step: Step): readonly string[] => [
  step.at.slice(0, 16).replace('T', ' '),
  stateWord(step.state),
  [
    ...(step.supervision === 'NORMAL' ? [] : [supervisionWord(step.supervision)]),
    ...(step.restriction === 'NONE' ? [] : [restrictionWord(step.restriction)]),
  ].join(' · '),
  step.cause === 'clock'
    ? '时限届至 by the clock'
    : [step.title?.zh ?? step.type, step.number].filter(Boolean).join(' '),
]
