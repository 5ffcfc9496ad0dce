import { type Command, InvalidArgumentError } from 'commander'
import { misused, refused } from './failure.ts'
import { exampleLines } from './help.ts'
import type { Io } from './io.ts'
import { isNotFound, type Operations, operate, withOperations } from './operations.ts'
import { listParked } from './parked.ts'
import { section, show } from './show.ts'

/** Times that the list is asked for: each names the oldest ones only. */
const LISTS_MAX = 1_000

type Options = Operations & { readonly all?: true }
type Redriven = {
  readonly position: number
  /** One for each part of the process that had parked it. */
  readonly results: readonly {
    readonly part: string
    readonly ok: boolean
    readonly reason?: string
  }[]
}

/** `xianjie redrive`: has a process take events after all that it had put aside. */
export function redriveCommand(program: Command, io: Io): void {
  const command = program
    .command('redrive')
    .description('重新处理被搁置的事件 · have parked events taken, once they can be')
    .argument('[position...]', 'positions in the log, as parked lists them', positionsOption)
    .option('--all', 'all that are parked')
    .addHelpText(
      'after',
      exampleLines(
        ['一件 · one event', 'redrive 4711 --url http://127.0.0.1:8080 --data ./data'],
        ['全部 · all of them', 'redrive --all --url http://127.0.0.1:8080 --data ./data'],
      ),
    )
  withOperations(command).action(
    async (positions: readonly number[] | undefined, options: Options, self: Command) => {
      const named = positions ?? []
      if (named.length > 0 === (options.all === true)) {
        throw misused('name positions, or say --all, one of the two')
      }
      const redriven = await redriveEach(named, options, io)
      const failed = redriven.filter(({ results }) => !isTaken(results))
      if (failed.length === 0)
        return show(io, self, { redriven }, () => redrivenLines(redriven, io))
      io.err(`${redrivenLines(redriven, io).join('\n')}\n`)
      throw refused([`${failed.length} 件仍被搁置 · still parked, or never were`], { redriven })
    },
  )
}

/** The events that are named, or all that are parked, oldest first; each is tried once. */
async function redriveEach(
  named: readonly number[],
  options: Options,
  io: Io,
): Promise<readonly Redriven[]> {
  const tried = new Map<number, Redriven>()
  for (let lists = 0; lists < LISTS_MAX; lists += 1) {
    // Asked for in any case: it tells a wrong token from a position at which nothing is parked.
    const { parked } = await listParked(options, io)
    const wanted = options.all ? parked.map(({ position }) => position) : named
    const rest = [...new Set(wanted)].filter((position) => !tried.has(position))
    if (rest.length === 0) break
    for (const position of rest.sort((one, other) => one - other)) {
      tried.set(position, await redrive(position, options, io))
    }
  }
  return [...tried.values()]
}

async function redrive(position: number, options: Options, io: Io): Promise<Redriven> {
  try {
    const path = `/operations/parked/${position}/redrive`
    const { value } = await operate(options, { path, body: '{}', headers: JSON_BODY }, io)
    return value as Redriven
  } catch (failure) {
    if (!isNotFound(failure)) throw failure
    return { position, results: [] }
  }
}

const JSON_BODY = { 'Content-Type': 'application/json' } as const

const isTaken = (results: Redriven['results']): boolean =>
  results.length > 0 && results.every(({ ok }) => ok)

function redrivenLines(redriven: readonly Redriven[], io: Io): readonly string[] {
  if (redriven.length === 0) return ['没有被搁置的事件 · nothing is parked']
  const rows = redriven.flatMap(({ position, results }) =>
    results.length === 0
      ? [[`${position}`, '—', 'not-parked']]
      : results.map(({ part, ok, reason }) => [`${position}`, part, ok ? 'ok' : `${reason}`]),
  )
  return section(io, '重新处理 · redriven', rows)
}

function positionsOption(text: string, before: readonly number[] = []): readonly number[] {
  if (/^\d{1,15}$/.test(text)) return [...before, Number(text)]
  throw new InvalidArgumentError('It must be a position of the log: a whole number.')
}
