/** 外出 (C1): from 00:00 of the first to 24:00 of the last approved day, or the return (CCM 27-28). */
import type { Instant } from '../time.ts'
import type { Entry } from './entry.ts'
import { refersTo } from './entry.ts'
import type { LeaveMark, Marked, ReturnMark } from './marks.ts'
import { momentOf } from './marks.ts'
import type { Span } from './moment.ts'
import { byClock, earliest } from './moment.ts'

export type Leave = Span & {
  readonly approval: Entry
  readonly dueAt: Instant
  readonly returned: { readonly at: Instant; readonly by: Entry } | null
}

export const leavesOf = (
  approvals: readonly Marked<LeaveMark>[],
  returns: readonly Marked<ReturnMark>[],
): readonly Leave[] => {
  const naming = returns.filter(({ by }) => by.fact.references.length > 0)
  return approvals.map((approval) => leave(approval, returns, naming))
}

/** A return that names the approval closes it; else the first return since the leave began. */
function leave(
  { by, mark }: Marked<LeaveMark>,
  returns: readonly Marked<ReturnMark>[],
  naming: readonly Marked<ReturnMark>[],
): Leave {
  const closing =
    naming.find((each) => refersTo(each.by.fact, by)) ??
    returns.find((each) => each.mark.at >= mark.at)
  const returned = closing ? { at: closing.mark.at, by: closing.by } : null
  const to = earliest([byClock(mark.to), closing ? momentOf(closing) : null])
  return { from: byClock(mark.at), to, approval: by, dueAt: mark.to, returned }
}
