/** What a run says of itself: the machine, its steps, and a table of ratios at its end. */
import { cpus, loadavg, totalmem } from 'node:os'

export type Row = {
  readonly what: string
  /** Per second, like `ours`. */
  readonly base: number
  readonly ours: number
  /** Lowest ratio of the two that is good. */
  readonly wanted: number
}
export type Latency = {
  readonly what: string
  readonly p50: number
  readonly p99: number
  /** Highest p99 that is good, ms. */
  readonly wantedMs: number
}

const FIRST_WIDTH = 40
const WIDTH = 14

export function say(text: string): void {
  console.log(`• ${text}`)
}

/** Others on the machine show in its load: ratios of a busy one are worth less. */
export function sayMachine(): void {
  const memory = Math.round(totalmem() / 2 ** 30)
  const cores = `${cpus().length} cores ${cpus()[0]?.model ?? ''}`
  say(`${cores}, ${memory} GiB, Node ${process.version}, load average ${loadText()}`)
}

/** Of the last 1, 5 and 15 minutes. */
export const loadText = (): string =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')

export function printRows(rows: readonly Row[], latency: Latency): void {
  console.log(`\n${line('what', 'base /s', 'ours /s', 'ratio', 'wanted')}`)
  for (const { what, base, ours, wanted } of rows) {
    console.log(
      line(what, base.toFixed(0), ours.toFixed(0), (ours / base).toFixed(3), `>= ${wanted}`),
    )
  }
  const { what, p50, p99, wantedMs } = latency
  const ms = (name: string, value: number) => `${name} ${value.toFixed(1)} ms`
  console.log(line(what, '', ms('p50', p50), ms('p99', p99), `<= ${wantedMs} ms`))
}

const line = (...cells: readonly string[]): string =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(FIRST_WIDTH) : cell.padStart(WIDTH))).join('')

export const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
