/**
 * A population of fictitious persons in any number, by the ratios of law.md §6.4: one life after
 * another in constant memory, or all their papers by the time of their arrival.
 */
import { addDays, endOf, type LegalDate } from '@xianjie/contracts'
import { type Life, lifeOf } from './life.ts'
import { makeProvince, type Province } from './province.ts'
import type { Sheet } from './sheet.ts'

export type PopulationOptions = {
  readonly seed: number
  readonly subjects: number
  /** First day of intake; it is spread evenly over so many days. */
  readonly from?: LegalDate
  readonly days?: number
  /** What would arrive later has not arrived yet; without it all lives are whole. */
  readonly until?: LegalDate
  readonly cities?: number
  readonly countiesOfEach?: number
}

export type Population = {
  readonly seed: number
  readonly province: Province
  /** Life after life, each the same whoever else is there. */
  lives(): Generator<Life>
  /**
   * Paper after paper by arrival, over all lives. Holds the lives that run at one time, and no others:
   * as many as the days of a life are a part of the days of intake.
   */
  byArrival(): Generator<Arrival>
}

export type Arrival = { readonly life: Life; readonly sheet: Sheet }

const FROM = '2019-01-01' as LegalDate
/** Seven years of intake; most lives are over when it ends. */
const DAYS = 2_557
const CITIES = 3
const COUNTIES_OF_EACH = 6
/** No paper of a life arrives more days before its decision. */
const BEFORE_DECISION_DAYS = 60

export function populationOf(options: PopulationOptions): Population {
  const { seed, subjects, from = FROM, days = DAYS, until } = options
  const province = makeProvince(
    options.cities ?? CITIES,
    options.countiesOfEach ?? COUNTIES_OF_EACH,
  )
  const decidedOn = (n: number) => addDays(from, Math.floor((n * days) / subjects))
  const end = until === undefined ? Number.POSITIVE_INFINITY : endOf(until)
  const life = (n: number): Life => {
    const whole = lifeOf(seed, n, decidedOn(n), province)
    return { ...whole, sheets: whole.sheets.filter(({ at }) => at < end) }
  }
  return {
    seed,
    province,
    *lives() {
      for (let n = 0; n < subjects; n += 1) yield life(n)
    },
    *byArrival() {
      const running = new Running()
      for (let n = 0; n < subjects; n += 1) {
        const begins = endOf(addDays(decidedOn(n), -BEFORE_DECISION_DAYS))
        while (running.nextAt < begins) yield running.take()
        running.add(life(n))
      }
      while (running.nextAt < Number.POSITIVE_INFINITY) yield running.take()
    },
  }
}

type Cursor = { readonly life: Life; readonly next: number; readonly at: number }

/** The lives that have begun, the one with the earliest next paper on top: a binary heap. */
class Running {
  readonly #heap: Cursor[] = []

  get nextAt(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY
  }

  add(life: Life, next = 0): void {
    const sheet = life.sheets[next]
    if (!sheet) return
    this.#heap.push({ life, next, at: sheet.at })
    this.#rise(this.#heap.length - 1)
  }

  /** The earliest paper of all; there has to be one. */
  take(): Arrival {
    const [top] = this.#heap
    const last = this.#heap.pop()
    const sheet = top?.life.sheets[top.next]
    if (!top || !last || !sheet) throw new RangeError('no paper is left')
    if (this.#heap.length > 0) {
      this.#heap[0] = last
      this.#sink(0)
    }
    this.add(top.life, top.next + 1)
    return { life: top.life, sheet }
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!this.#isBefore(at, parent)) return
      this.#swap(at, parent)
      at = parent
    }
  }

  #sink(from: number): void {
    for (let at = from; ; ) {
      const left = 2 * at + 1
      const child = this.#isBefore(left + 1, left) ? left + 1 : left
      if (!this.#isBefore(child, at)) return
      this.#swap(at, child)
      at = child
    }
  }

  /** False where one of the two does not exist. Equal times go by the number of the person. */
  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]]
    if (!a || !b) return false
    return a.at === b.at ? a.life.n < b.life.n : a.at < b.at
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]]
    if (!a || !b) return
    this.#heap[one] = b
    this.#heap[other] = a
  }
}
