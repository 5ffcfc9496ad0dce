import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Runs a program that ends when this process does, however it ends: a shell holds the other end of
 * a pipe to us, and kills the program when the pipe closes. It says the program's process id.
 */
const PROGRAM_GUARD = `
exec 3<&0
"$@" </dev/null 3<&- >"$LOG" 2>&1 &
program=$!
{ cat <&3 >/dev/null; kill -9 $program; } 2>/dev/null >/dev/null &
echo $program
exec >/dev/null
wait $program
`

/** Runs a command when this process has ended, however it ended. */
const LAST_WILL = 'cat >/dev/null; exec "$@" >/dev/null 2>&1'

export type Guarded = {
  readonly pid: number
  /** Fulfils when the program has ended; this process waits for it. */
  ended(): Promise<void>
  hasEnded(): boolean
}

/** Starts a program whose output goes to a file. */
export async function startGuarded(command: readonly string[], log: string): Promise<Guarded> {
  const shell = spawn('sh', ['-c', PROGRAM_GUARD, 'guard', ...command], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, LOG: log },
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  let over = false
  shell.once('exit', () => {
    over = true
    shell.stdin?.destroy()
    resolve()
  })
  const pid = await firstNumber(shell)
  letGo(shell)
  return {
    pid,
    ended: () => {
      shell.ref()
      return promise
    },
    hasEnded: () => over,
  }
}

/** Runs a command when this process ends; the returned function runs it now. */
export function lastWill(command: readonly string[]): () => Promise<void> {
  const shell = spawn('sh', ['-c', LAST_WILL, 'guard', ...command], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()))
  letGo(shell)
  return () => {
    shell.ref()
    shell.stdin?.end()
    return ended
  }
}

function firstNumber(shell: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    shell.once('error', reject)
    shell.stdout?.once('data', (bytes: Buffer) => resolve(Number(bytes.toString())))
  })
}

/** What is left running must not keep a test's process from ending. */
function letGo(shell: ChildProcess): void {
  shell.unref()
  for (const stream of [shell.stdin, shell.stdout]) {
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
  }
}
