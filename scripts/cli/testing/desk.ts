/** Somebody at the keyboard: runs commands in this process and sees what they print. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Instant, instant } from '@xianjie/contracts'
import { runCli } from '../program.ts'

export const NOW: Instant = instant(Date.parse('2026-02-11T09:30:00+08:00'))
export const COURT = '111399000000000515'

export type Run = { readonly code: number; readonly out: string; readonly err: string }

/** Runs one command; nothing listens where it calls unless `--url` says so. */
export async function run(...args: readonly string[]): Promise<Run> {
  let [out, err] = ['', '']
  const code = await runCli(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    now: () => NOW,
    fetch,
    colours: false,
  })
  return { code, out, err }
}

/** A command that must succeed for the test to go on. */
export async function must(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await run(...args)
  if (code !== 0) throw new Error(`${args.join(' ')}: ${err}`)
  return out
}

export type Desk = { readonly folder: string; at(...names: readonly string[]): string }

/** An empty folder that goes away with the test. */
export function desk(t: { teardown(done: () => void): void }): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-cli-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, at: (...names) => join(folder, ...names) }
}

export const agencyArgs = ({ at }: Desk): readonly string[] => [
  'agency',
  'make',
  ...['--ca', at('ca'), '--code', COURT, '--name', '云溪市中级人民法院', '--kind', 'court'],
  ...['--level', 'municipal', '--region', '139900', '--key', 'p256'],
  ...['--out', at('court'), '--agencies', at('agencies')],
]

/** A desk with an authority in `ca` and the court's folder in `court`. */
export async function courtDesk(t: { teardown(done: () => void): void }): Promise<Desk> {
  const made = desk(t)
  await must('authority', 'make', '--out', made.at('ca'), '--kind', 'p256')
  await must(...agencyArgs(made))
  return made
}
