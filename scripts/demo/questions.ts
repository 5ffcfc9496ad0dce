/** Questions that show the two times: what was so then, and what was known of it. */
import type { SubjectId } from '@xianjie/contracts'
import { caseA } from './case-a.ts'
import { caseB } from './case-b.ts'
import { differencesOf } from './expected.ts'
import { ASKER, type Played } from './play.ts'
import type { Expected, Story } from './story.ts'
import { askStatus, type Site, type StatusAnswer } from './visitor.ts'

export type Question = {
  readonly story: Story
  readonly why: string
  readonly validAt: string
  readonly knownAt?: string
  readonly expected: Expected
}

export const questions: readonly Question[] = [
  {
    story: caseA,
    why: '逾期未归 the leave was overstayed',
    validAt: '2026-06-01',
    expected: { state: 'UNDER_CORRECTION', supervision: 'TUOGUAN', flags: ['EXIT_RESTRICTED'] },
  },
  {
    story: caseA,
    why: '已期满解除 released at the end of the period',
    validAt: '2026-09-01',
    expected: { state: 'RELEASED', warnings: 1 },
  },
  {
    story: caseA,
    why: '当日所知：生效日尚未通知 as known that day: nobody had stated the effect',
    validAt: '2026-03-24',
    knownAt: '2026-03-24',
    expected: { state: 'DECIDED_NOT_EFFECTIVE' },
  },
  {
    story: caseA,
    why: '今日所知：03-25到达的通知载明03-24生效 the notice of 03-25 states it',
    validAt: '2026-03-24',
    expected: { state: 'EFFECTIVE_AWAITING_REPORT' },
  },
  {
    story: caseB,
    why: '当日所知：假释仍在执行 as known that day: arrested, the parole still running',
    validAt: '2026-10-01',
    knownAt: '2026-10-01',
    expected: {
      state: 'UNDER_CORRECTION',
      restriction: 'ARREST',
      proceeding: ['NEW_CRIME_CASE'],
      flags: ['EXIT_RESTRICTED'],
    },
  },
  {
    story: caseB,
    why: '今日所知：10-08的通知载明09-29生效并撤销假释 the notice of 10-08 tells what ended on 09-29',
    validAt: '2026-10-01',
    expected: {
      state: 'TERMINATED',
      restriction: 'ARREST',
      flags: ['EXIT_RESTRICTED'],
      ended: ['2026-09-29', 'parole-revoked'],
    },
  },
]

export type Answered = {
  readonly question: Question
  readonly subjectId: SubjectId
  readonly answer: StatusAnswer
  readonly differences: readonly string[]
}

/** Asks them all about the persons of the stories that were played. */
export async function askQuestions(
  played: readonly Played[],
  site: Site,
): Promise<readonly Answered[]> {
  const answered: Answered[] = []
  for (const question of questions) {
    const subjectId = subjectOf(played, question.story)
    const { validAt, knownAt, expected } = question
    const known = knownAt === undefined ? {} : { knownAt }
    const answer = await askStatus(site, ASKER, { subjectId, validAt, ...known })
    answered.push({ question, subjectId, answer, differences: differencesOf(expected, answer) })
  }
  return answered
}

export function subjectOf(played: readonly Played[], story: Story): SubjectId {
  for (const one of played) {
    if (one.story === story && 'receipt' in one) return one.receipt.subjectId
  }
  throw new RangeError('the story has not been played')
}
