import assert from 'node:assert'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Misbehaviour } from './server/misbehaviour.ts'

/** The double as a process of its own, which can be killed and started again. */
export type LaunchedDouble = {
  readonly url: string
  readonly port: number
  readonly folder: string
  misbehave(wish: Misbehaviour): Promise<void>
  /** Sends a signal; settles when the process has ended, or at once for SIGSTOP and SIGCONT. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Settles when the process has ended by itself. */
  ended(): Promise<void>
  /** Starts it again over the same folder and port; a process that still runs is killed first. */
  restart(): Promise<void>
  /** Ends it and removes the folder if it was made here. */
  close(): Promise<void>
}

const READY_MS = 20_000
const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

/** Starts the double over a folder (default: a new one) and a port (default: any free one). */
export async function launchDouble(
  options: { readonly folder?: string; readonly port?: number } = {},
): Promise<LaunchedDouble> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'eventstoredb-double-'))
  let { child, port } = await start(folder, options.port ?? 0)
  async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (hasEnded(child)) return
    child.kill(signal)
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await end(child)
  }
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    port,
    folder,
    kill,
    misbehave: (wish) => tell(child, wish),
    ended: () => end(child),
    async restart() {
      await kill()
      ;({ child, port } = await start(folder, port))
    },
    async close() {
      await kill()
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  child.ref()
  await once(child, 'exit')
}

async function start(folder: string, wanted: number) {
  const child = spawn(process.execPath, [MAIN, folder, String(wanted)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const line = await firstLine(child)
  // A test that fails must not be kept alive by its server, which ends with its parent's channel.
  child.unref()
  child.channel?.unref()
  if (child.stdout instanceof Socket) child.stdout.unref()
  const port = Number(/^ready esdb:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1])
  assert(port > 0, `the double said: ${line}`)
  return { child, port }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((settle, fail) => {
    const late = () => fail(new Error(`the double was not ready in ${READY_MS} ms`))
    const timer = setTimeout(late, READY_MS)
    let text = ''
    child.once('exit', (code) => fail(new Error(`the double ended with ${code}: ${text}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (!text.includes('\n')) return
      clearTimeout(timer)
      settle(text)
    })
  })
}

/** Settles when the process says that the wish is in force. */
function tell(child: ChildProcess, wish: Misbehaviour): Promise<void> {
  return new Promise((settle, fail) => {
    child.channel?.ref()
    child.once('message', () => {
      child.channel?.unref()
      settle()
    })
    child.send(wish, (fault) => fault && fail(fault))
  })
}
