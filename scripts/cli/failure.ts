/** How a command ends when it does not end well. */
export const EXIT = {
  done: 0,
  /** The platform refused, or a verdict is negative. */
  refused: 1,
  /** The command was used wrongly, or a file is not what it should be. */
  misused: 2,
  /** The platform cannot be reached, or cannot answer now. */
  unreachable: 3,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command; the lines tell the person what is wrong and what to do. */
export class Failure extends Error {
  readonly exitCode: ExitCode
  readonly lines: readonly string[]
  /** What `--json` prints, where there is more to say than the lines. */
  readonly answer: unknown

  constructor(exitCode: ExitCode, lines: readonly string[], answer?: unknown) {
    super(lines.join('\n'))
    this.exitCode = exitCode
    this.lines = lines
    this.answer = answer
  }
}

export const refused = (lines: readonly string[], answer?: unknown): Failure =>
  new Failure(EXIT.refused, lines, answer)

export const misused = (...lines: readonly string[]): Failure => new Failure(EXIT.misused, lines)

export const unreachable = (lines: readonly string[], answer?: unknown): Failure =>
  new Failure(EXIT.unreachable, lines, answer)
