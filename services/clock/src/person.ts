/** One person's row of the view, read and written. */
import { instant, type News, type Row, topicOf, type Watch } from '@xianjie/contracts'
import type { Statements } from './view.ts'

export type Person = {
  readonly subject: string
  /** Position of the log up to which the watch has come. */
  readonly walked: number
  readonly watch: Watch
}

export function personIn(row: Row): Person {
  const last = JSON.parse(String(row.told)) as readonly News[]
  return {
    subject: String(row.subject),
    walked: Number(row.walked),
    watch: {
      at: instant(Number(row.looked_at)),
      next: row.next === null ? null : instant(Number(row.next)),
      told: {
        last: new Map(last.map((news) => [topicOf(news), news])),
        pending: pendingIn(row),
      },
    },
  }
}

export const pendingIn = (row: Row): readonly News[] =>
  JSON.parse(String(row.pending)) as readonly News[]

/** Belongs into a transaction. */
export function putPerson({ subject, walked, watch }: Person, statements: Statements): void {
  const { last, pending } = watch.told
  const told = JSON.stringify([...last.values()])
  const values = [told, JSON.stringify(pending), pending.length] as const
  statements.walked.run(walked, watch.at, watch.next, ...values, subject)
}
