/** T39: reports on health and re-examinations, which repeat while 暂外 lasts (CCM 24; TPE14 21; TPE23-25). */
import type { Entry } from '../../subject/entry.ts'
import type { LegalDate } from '../../time.ts'
import { addMonths, dateOf, instantOf, startOf } from '../../time.ts'
import type { Start, Started, Stop, View } from '../clock-rule.ts'
import { dueDay } from '../counting.ts'
import { papers } from '../starts.ts'

/** No sentence under 暂外 has more monthly reports. */
const TIMES_MAX = 400

type Field = 'reportMonths' | 'reexaminationMonths'
type Step = { readonly from: LegalDate; readonly months: number; readonly by: Entry }

/** One run for each time that has begun: the first with the hand-over, each further when one is due. */
function repeating(field: Field, usual: number, type: 'health' | 're-examination') {
  const start: Start = {
    slugs: ['handover-certificate', 'health-interval-extension'],
    find: (view) => {
      const [first] = papers(view, ['handover-certificate'])
      const handedOver = first?.fact.body.handedOverOn
      if (!first || handedOver === undefined || !concerns(view, first, type)) return []
      const from = dateOf(instantOf(handedOver))
      return timesOf(view, [{ from, months: usual, by: first }, ...changesOf(view, field)])
    },
  }
  const handedIn: Stop = {
    slugs: ['health-report'],
    find: (view, started) => {
      const due = dueDay(countingOf(started), view.line.calendar)
      const report = papers(view, ['health-report']).find(
        ({ fact, original }) =>
          (fact.body.reportType ?? type) === type &&
          original.madeOn > dateOf(started.at) &&
          (due === undefined || original.madeOn <= due),
      )
      return report ? { at: startOf(report.original.madeOn), by: [report] } : null
    },
  }
  return { ...start, handedIn }
}

const countingOf = ({ from, limit, at }: Started) =>
  ({ unit: 'M', limit: limit?.count ?? 1, from: from ?? dateOf(at), rolls: true }) as const

/** Re-examinations are for 保外就医 only (TPE14 21). */
const concerns = ({ episode }: View, certificate: Entry, type: string): boolean =>
  type === 'health' ||
  (certificate.fact.body.cause ?? episode.decision?.fact.body.cause) === 'medical'

/** C20 changes the step from its own day on (CCM 24(4)). */
const changesOf = (view: View, field: Field): readonly Step[] =>
  papers(view, ['health-interval-extension']).flatMap((by) => {
    const { from, [field]: months } = by.fact.body
    return from === undefined || months === undefined
      ? []
      : [{ from: dateOf(instantOf(from)), months, by }]
  })

/** n × the step from its base, so that a short month shortens no later one. */
function timesOf(view: View, steps: readonly Step[]): readonly Started[] {
  const { valid, episode } = view
  const times: Started[] = []
  const ended = episode.endedAt ?? Number.POSITIVE_INFINITY
  for (const [index, { from, months, by }] of steps.entries()) {
    const next = steps[index + 1]?.from
    for (let n = 1; n <= TIMES_MAX; n += 1) {
      const begins = addMonths(from, (n - 1) * months)
      if (startOf(begins) >= ended || (next !== undefined && begins >= next)) break
      times.push({
        at: startOf(begins),
        by: [by],
        agency: null,
        from,
        limit: { count: n * months, unit: 'M' },
        key: `${by.fact.documentId}:${n}`,
      })
      // The first that has not begun yet is named too: until then the answer holds.
      if (startOf(begins) > valid) break
    }
  }
  return times
}

export const REPORTS = repeating('reportMonths', 1, 'health')
export const EXAMINATIONS = repeating('reexaminationMonths', 3, 're-examination')
