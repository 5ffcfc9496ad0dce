import { type ChildProcess, spawn } from 'node:child_process'

/** Kills the program and deletes its folder when the pipe to us closes, however this process ends. */
const PROGRAM_GUARD = `
exec 3<&0
"$@" </dev/null 3<&- >"$LOG" 2>&1 &
program=$!
{ cat <&3 >/dev/null; kill -9 $program; rm -rf "$FOLDER"; } 2>/dev/null >/dev/null &
wait $program
`

/** Runs a command when the pipe to us closes. */
const LAST_WILL = 'cat >/dev/null; exec "$@" >/dev/null 2>&1'

export type Guarded = {
  hasEnded(): boolean
  /** Kills it; fulfils when it is gone. */
  end(): Promise<void>
}

/** Starts a program that ends with this process, as does its folder. What it says goes to the file. */
export const startGuarded = (
  command: readonly string[],
  { folder, log }: { readonly folder: string; readonly log: string },
  variables: Readonly<Record<string, string>>,
): Guarded =>
  guarded(
    spawn('sh', ['-c', PROGRAM_GUARD, 'guard', ...command], {
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...process.env, ...variables, LOG: log, FOLDER: folder },
    }),
  )

/** Runs a command when this process ends, or when `end` is called. */
export const lastWill = (command: readonly string[]): Guarded =>
  guarded(
    spawn('sh', ['-c', LAST_WILL, 'guard', ...command], { stdio: ['pipe', 'ignore', 'ignore'] }),
  )

function guarded(shell: ChildProcess): Guarded {
  let over = false
  const ended = new Promise<void>((resolve) => {
    shell.once('error', () => resolve())
    shell.once('exit', () => resolve())
  }).then(() => {
    over = true
    shell.stdin?.destroy()
  })
  letGo(shell)
  return {
    hasEnded: () => over,
    end: () => {
      shell.ref()
      shell.stdin?.end()
      return ended
    },
  }
}

/** What is left running must not keep a test's process from ending. */
function letGo(shell: ChildProcess): void {
  shell.unref()
  const { stdin } = shell
  if (stdin && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
}
