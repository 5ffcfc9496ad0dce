/** How clocks stop, by the kind of duty (law.md §0.3-10): decided, sent, done. */
import type { Entry } from '../subject/entry.ts'
import { actAt, refersTo } from '../subject/entry.ts'
import { instant } from '../time.ts'
import { arrival, receivedBy, receivedByAll } from './addressees.ts'
import type { Started, Stop, Stopped, View } from './clock-rule.ts'
import type { Meant } from './received.ts'
import type { DateField } from './starts.ts'
import { madeAt, papers } from './starts.ts'

export type When = (document: Entry, view: View, started: Started) => Stopped['at'] | null
/** Whether a document can stop the run at all. */
export type Fitting = (document: Entry, started: Started, view: View) => boolean

/** The earliest of these documents that answers the start. */
export const stop = (slugs: readonly string[], when: When, fits: Fitting = answers): Stop => ({
  slugs,
  find: (view, started) => {
    let first: Stopped | null = null
    for (const document of papers(view, slugs)) {
      if (!fits(document, started, view)) continue
      const at = when(document, view, started)
      if (at !== null && (first === null || at < first.at)) first = { at, by: [document] }
    }
    return first
  },
})

/** To decide: the day made. */
export const made = (...slugs: readonly string[]): Stop => stop(slugs, madeAt)

/** To send: received by the organ it is addressed to. */
export const sent = (...slugs: readonly string[]): Stop => stop(slugs, whenSent)
export const whenSent: When = (document, view) => arrival(view, document)?.at ?? null

/** To send to these organs, when the last has it. */
export const sentTo = (organs: readonly Meant[], slugs: readonly string[], fits?: Fitting): Stop =>
  stop(slugs, (document, view) => receivedByAll(view, document, organs), fits)

/** The starting document itself is what must be sent. */
export const itself: Fitting = (document, { by }) => document === by[0]

/** A physical act: the day or time in the body, else as the document counts. */
export const act = (field: DateField, slugs: readonly string[], fits?: Fitting): Stop =>
  stop(slugs, (document) => actAt(document, document.fact.body[field]), fits)

/** Whichever comes first. */
export const firstOf = (...stops: readonly Stop[]): Stop => ({
  slugs: stops.flatMap(({ slugs }) => slugs),
  find: (view, started) => {
    let first: Stopped | null = null
    for (const each of stops) {
      const found = each.find(view, started)
      if (found && (first === null || found.at < first.at)) first = found
    }
    return first
  },
})

/**
 * Names the document that started the run; or names none that could have, and was not made before it:
 * then it answers all made by then.
 */
export function answers(document: Entry, { by }: Started, view: View): boolean {
  const [start] = by
  if (!start || refersTo(document.fact, start)) return start !== undefined
  if (document.original.madeOn < start.original.madeOn) return false
  const { type } = start.fact
  return !(view.papers.get(type) ?? []).some(
    (peer) => peer !== start && refersTo(document.fact, peer),
  )
}

/** Anything of these types since the start, whatever it names. */
export const since: Fitting = (document, { by: [start] }) =>
  start === undefined || document.original.madeOn >= start.original.madeOn

export const anyTime: Fitting = () => true

/** D26: withdraws its issuer's own proposal that it names, and the D3 based on it; none named: all. */
export const withdrawn: Stop = {
  slugs: ['withdrawal-proposal'],
  find: (view, started) => {
    const [start] = started.by
    if (!start) return null
    for (const document of view.papers.get('withdrawal-proposal') ?? []) {
      const { fact } = document
      if (fact.issuer.code !== start.fact.issuer.code || !withdraws(document, start, view)) continue
      return { at: actAt(document, undefined), by: [document] }
    }
    return null
  },
}

function withdraws({ fact, original }: Entry, start: Entry, { line }: View): boolean {
  if (fact.references.length === 0) return original.madeOn >= start.original.madeOn
  if (refersTo(fact, start)) return true
  return (
    start.fact.effect === 'propose-arrest' &&
    line.entries.some((each) => refersTo(fact, each) && refersTo(start.fact, each))
  )
}

export const receiptAt =
  (meant: Meant): When =>
  (document, view) =>
    receivedBy(view, document, meant)?.at ?? null

export const latestOf = (instants: readonly (Stopped['at'] | null)[]): Stopped['at'] | null =>
  instants.some((each) => each === null)
    ? null
    : instant(Math.max(...instants.map((each) => each ?? 0)))
