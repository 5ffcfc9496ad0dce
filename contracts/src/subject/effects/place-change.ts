/** Change of the execution place: C7, C9, C12 (CCL 27; CCM 30-31). */
import type { Calendar } from '../../deadlines/calendar.ts'
import { lastDayOf } from '../../deadlines/counting.ts'
import type { Instant } from '../../time.ts'
import { endOf, instantOf, legalDate } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { effectAt, refersTo } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply } from '../model.ts'
import { enter, hasEnded, noting, SUPERVISED, unchanged } from '../model.ts'
import { finish, proposing } from './proceedings.ts'

/** T37: the subject reports at the new place (CCM 31). */
const MOVE_DAYS = 7

/** C7 (CCM 30). */
export const consultPlaceChange = proposing('PLACE_CHANGE_PENDING')

/** C9: approved, the old place stays responsible until the new one enrols (CCM 31(3)). */
export const decidePlaceChange = (entry: Entry): readonly Mark[] => [
  step(effectAt(entry), placeDecided),
]

const placeDecided: Apply = (episode, { entry, moment }) => {
  const answered = finish(episode, ['PLACE_CHANGE_PENDING'], entry)
  if (!approves(entry)) return answered
  if (hasEnded(episode.state)) return noting(answered, 'document-after-end', [entry])
  if (!SUPERVISED.has(episode.state)) return noting(answered, 'not-enrolled-yet', [entry])
  return enter({ ...answered, transfer: entry }, 'TRANSFERRING', moment.at, [entry])
}

const approves = ({ fact }: Entry): boolean => fact.body.outcome !== 'refused'

/** The agency that C9 names, in its body or among those it is sent to; null where it names none. */
export function newAgencyOf({ fact }: Entry): string | null {
  const others = fact.recipients.filter(
    ({ code, kind }) => kind === 'corrections' && code !== fact.issuer.code,
  )
  return fact.body.newAgency ?? others[0]?.code ?? null
}

/**
 * C12: not arrived at the new place. The person is lost from 00:00 after the due day of T37, or from
 * the day of C12 where the service of C9 is not known (§9-23).
 */
export function reportNotArrived(
  entry: Entry,
  all: readonly Entry[],
  calendar: Calendar,
): readonly Mark[] {
  const { since } = entry.fact.body
  const at = since === undefined ? overdueAt(entry, all, calendar) : instantOf(since)
  return [step(at, unchanged), { mark: 'lost', at }]
}

function overdueAt(entry: Entry, all: readonly Entry[], calendar: Calendar): Instant {
  const decisions = all.filter(
    (each) => each.fact.effect === 'decide-place-change' && approves(each),
  )
  const decision =
    decisions.find((each) => refersTo(entry.fact, each)) ??
    decisions.findLast((each) => each.original.madeOn <= entry.original.madeOn)
  const served = legalDate(decision?.fact.body.servedOn ?? '')
  const due = served && lastDayOf(calendar, served, MOVE_DAYS)
  return due ? endOf(due) : effectAt(entry)
}
