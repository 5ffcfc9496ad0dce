/** How tests write down what the clocks of a course of events say. */
import type { Fact } from '../subject/fact.ts'
import { at, calendar } from '../subject/testing.ts'
import { dateOf, instant } from '../time.ts'
import { deadlinesOf } from './deadlines-of.ts'

/** `T07 03-13…03-18 met`: clock, day of its start, last day, state; of these ids only. */
export const notes = (facts: readonly Fact[], valid: string, ...ids: readonly string[]) =>
  deadlinesOf(facts, at(valid), calendar)
    .filter(({ clock }) => ids.includes(clock))
    .map(({ key, startedAt, dueAt, state }) => {
      const last = dueAt === null ? '?' : short(dateOf(instant(dueAt - 1)))
      return `${key.split(':')[0]} ${short(dateOf(startedAt))}…${last} ${state}`
    })

const short = (date: string): string => date.slice(5)

/** The deadlines themselves, of these ids. */
export const runs = (facts: readonly Fact[], valid: string, ...ids: readonly string[]) =>
  deadlinesOf(facts, at(valid), calendar).filter(({ clock }) => ids.includes(clock))
