/** How results look: for people in lines and tables, for machines as JSON. */
import type { Command } from 'commander'
import picocolors from 'picocolors'
import type { Io } from './io.ts'

export const paint = (io: Io) => picocolors.createColors(io.colours)

export const wantsJson = (command: Command): boolean =>
  command.optsWithGlobals<{ readonly json?: boolean }>().json === true

/** Prints `value` for machines, or the lines for people. */
export function show(
  io: Io,
  command: Command,
  value: unknown,
  lines: () => readonly string[],
): void {
  io.out(wantsJson(command) ? `${JSON.stringify(value, null, 2)}\n` : `${lines().join('\n')}\n`)
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g

/** Columns of a terminal that the text takes: a Chinese character takes two. */
export const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0)

/** A control character in an answer must not steer the reader's terminal. */
const plain = (text: string): string => text.replace(/\p{Cc}/gu, ' ')

export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** Rows with their columns aligned, indented by two; the last column runs free. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const clean = rows.map((row) => row.map(plain))
  const columns = Math.max(0, ...clean.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...clean.map((row) => widthOf(row[at] ?? ''))),
  )
  return clean.map((row) =>
    `  ${row.map((cell, at) => pad(cell, widths[at] ?? 0)).join('  ')}`.trimEnd(),
  )
}

/** A heading, and the table below it; nothing at all for no rows. */
export const section = (
  io: Io,
  heading: string,
  rows: readonly (readonly string[])[],
): readonly string[] => (rows.length === 0 ? [] : [paint(io).bold(heading), ...table(rows)])
