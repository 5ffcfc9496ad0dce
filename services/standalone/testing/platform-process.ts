/** A platform as operators run it: a process of its own, spoken to through HTTP and signals only. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Instant, instant } from '@xianjie/contracts'
import { type EquippedAgency, makeToken } from '../../../scripts/workshop/agency-workshop.ts'
import { scenarioBackbone } from './scenario-backbone.ts'

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }
export type Launched = {
  /** The address, once it says ready; rejects with what it said when it ends before. */
  readonly ready: Promise<string>
  readonly ended: Promise<Ended>
  /** Everything said so far on both outputs. */
  said(): string
  signal(name: NodeJS.Signals): void
}
export type Running = Launched & { readonly url: string }

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const STOPPED_MS = 20_000

/** Of the test's own environment, what says where programs are and keeps their compiled sources. */
const INHERITED = ['PATH', 'NODE_COMPILE_CACHE'] as const

/** Starts the process with this environment and nothing else of the test's own. */
export function launchPlatform(environment: Record<string, string>, main = MAIN): Launched {
  const child = spawn(process.execPath, [main], {
    env: { ...inherited(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal }))
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /^ready (\S+)$/m.exec(said)?.[1]
      if (address) resolve(address)
    })
    ended.then(({ code }) => reject(new Error(`ended with ${code}: ${said}`)), reject)
  })
  ready.catch(() => {})
  return { ready, ended, said: () => said, signal: (name) => child.kill(name) }
}

const inherited = (): Record<string, string> =>
  Object.fromEntries(
    INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  )

/** A running platform on `<folder>/data` and `<folder>/agencies`, at a free port. */
export async function runPlatform(
  folder: string,
  environment: Record<string, string> = {},
): Promise<Running> {
  const launched = launchPlatform({ ...(await inFolder(folder)), ...environment })
  return { ...launched, url: await launched.ready }
}

/** What configures the platform of this folder, with the backbone that the run is about. */
export const inFolder = async (folder: string): Promise<Record<string, string>> => ({
  ...foldersOf(folder),
  ...(await scenarioBackbone.variables(folder)),
})

export const foldersOf = (folder: string): Record<string, string> => ({
  XIANJIE_DATA: join(folder, 'data'),
  XIANJIE_AGENCIES: join(folder, 'agencies'),
  XIANJIE_PORT: '0',
})

/** SIGTERM, then its end; killed when it does not come. */
export async function stopPlatform({ signal, ended }: Launched): Promise<Ended> {
  const late = setTimeout(() => signal('SIGKILL'), STOPPED_MS)
  signal('SIGTERM')
  try {
    return await ended
  } finally {
    clearTimeout(late)
  }
}

/** The headers of a call by the agency. */
export async function headersOf(
  agency: EquippedAgency,
  now: Instant = instant(Date.now()),
): Promise<Record<string, string>> {
  const token = await makeToken(agency, { platform: 'xianjie', operator: 'op-1', now })
  return { authorization: `Bearer ${token}`, 'xianjie-purpose': 'supervision' }
}
