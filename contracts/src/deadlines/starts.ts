/** How clocks start, in the words of law.md §2.1: received by, made, act, effective date. */

import type { FactBody } from '../documents/fact-fields.ts'
import { statementsFor, takesEffectOn } from '../subject/effects/statements.ts'
import type { Entry } from '../subject/entry.ts'
import { actAt } from '../subject/entry.ts'
import type { Instant, LegalDate } from '../time.ts'
import { dateOf, startOf } from '../time.ts'
import { receivedBy } from './addressees.ts'
import type { Start, Started, View } from './clock-rule.ts'
import type { Meant } from './received.ts'

/** Whether a document starts the clock at all. */
export type Given = (document: Entry, view: View) => boolean
const ALWAYS: Given = () => true

/** Fields of a body that hold a day or a time. */
export type DateField = {
  [Field in keyof FactBody]-?: FactBody[Field] extends string | undefined ? Field : never
}[keyof FactBody]

const NONE: readonly never[] = []

/** Documents of these types, in order of making. */
export function papers({ papers: byType }: View, slugs: readonly string[]): readonly Entry[] {
  const [slug = ''] = slugs
  if (slugs.length === 1) return byType.get(slug) ?? NONE
  const found: Entry[] = []
  for (const each of slugs) found.push(...(byType.get(each) ?? NONE))
  return found
}

/** One run for each document of these types for which the function says how it starts. */
export const each = (
  slugs: readonly string[],
  start: (document: Entry, view: View) => Started | null,
): Start => ({
  slugs,
  find: (view) => {
    const found: Started[] = []
    for (const document of papers(view, slugs)) {
      const started = start(document, view)
      if (started) found.push(started)
    }
    return found
  },
})

/** Received by an organ, which is then the one that must act. */
export const onReceipt = (meant: Meant, slugs: readonly string[], given: Given = ALWAYS): Start =>
  each(slugs, (document, view) => {
    if (!given(document, view)) return null
    const receipt = receivedBy(view, document, meant)
    return receipt && { at: receipt.at, by: [document], agency: receipt.agency }
  })

/** Made; its issuer must act. */
export const onMaking = (slugs: readonly string[], given: Given = ALWAYS): Start =>
  each(slugs, (document, view) =>
    given(document, view)
      ? { at: madeAt(document), by: [document], agency: document.fact.issuer.code }
      : null,
  )

/** The day or time of an act that the body states. */
export const onAct = (field: DateField, slugs: readonly string[], given: Given = ALWAYS): Start =>
  each(slugs, (document, view) =>
    document.fact.body[field] !== undefined && given(document, view)
      ? { at: actAt(document, document.fact.body[field]), by: [document], agency: null }
      : null,
  )

export const DECISIONS = [
  'judgment-control',
  'judgment-probation',
  'ruling-second-instance',
  'ruling-parole',
  'decision-tpe-court',
  'decision-tpe-prison',
  'decision-tpe-police',
] as const

/** The day on which the decision of the episode takes effect. */
export const onEffect = (slugs: readonly string[] = DECISIONS): Start => ({
  slugs,
  find: ({ episode: { decision, effectiveOn } }) =>
    decision && effectiveOn && slugs.includes(decision.fact.type)
      ? [{ at: startOf(effectiveOn), by: [decision], agency: decision.fact.issuer.code }]
      : NONE,
})

/** The day on which a judgment for a new crime takes effect, as another document states (§0.3-15). */
export function newJudgmentEffect(judgment: Entry, { line }: View): LegalDate | null {
  return takesEffectOn(judgment, statementsFor(judgment, line.entries))
}

/** The enrolment (B24, B18) that began the correction; clocks counted back from its end open then. */
export const ENROLLING = ['enrolment-record', 'handover-certificate'] as const

export function opening({ episode }: View): { readonly at: Instant; readonly by: Entry } | null {
  const by = episode.enrolments[0]
  return by && episode.enrolledAt !== null ? { at: episode.enrolledAt, by } : null
}

/** Counted backwards from an end (§0.3-12); a due day before the opening is the day of the opening. */
export function backFrom(
  view: View,
  end: LegalDate | null,
  due: (end: LegalDate) => LegalDate,
): Started | null {
  const open = opening(view)
  if (!open || end === null) return null
  return opened(
    { at: open.at, by: [open.by], agency: view.episode.place?.agency ?? null, from: end },
    due(end),
  )
}

export function opened(started: Started, due: LegalDate): Started {
  const first = dateOf(started.at)
  return due < first ? { ...started, fixed: first } : started
}

export const madeAt = ({ original }: Entry): Instant => startOf(original.madeOn)
